import type { ActorContext } from '../api/actor-context.ts'
import type { KernelContext } from './ports.ts'

/** The kernel's view of a context. */
export const kernelContext = <T>(context: ActorContext<T>): KernelContext =>
  // Every context that a behavior gets is a CellContext, which implements both interfaces.
  context as unknown as KernelContext
