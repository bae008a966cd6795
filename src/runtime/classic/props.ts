import { type Cell, CellBehavior, type KernelSystem } from '../actor/internal.ts'
import { Actor } from './actor.ts'
import { ActorCell } from './actor-cell.ts'
import type { AutoReceived } from './messages.ts'

/** The factory of a classic actor, called at its start and at each restart. It can be spawned like a behavior. */
export class ClassicProps<M> extends CellBehavior<M | AutoReceived> {
  readonly create: () => Actor<M>

  constructor(create: () => Actor<M>) {
    super()
    this.create = create
  }

  override makeCell(system: KernelSystem, parent: Cell, name: string, uid: number, handlingMs: number): Cell {
    return new ActorCell(system, parent, name, uid, handlingMs, this.create)
  }

  override toString(): string {
    return 'Props (only for spawning)'
  }
}

/**
 * The recipe for a classic actor: its class and constructor arguments, or a factory function.
 * @example context.actorOf(Props(Disk, 100), 'disk')
 * @example context.actorOf(Props(() => new Disk(100)), 'disk')
 */
export function Props<M, A extends readonly unknown[]>(
  actor: new (...args: A) => Actor<M>,
  ...args: A
): ClassicProps<M>
export function Props<M>(create: () => Actor<M>): ClassicProps<M>
export function Props<M, A extends readonly unknown[]>(
  actorOrFactory: (new (...args: A) => Actor<M>) | (() => Actor<M>),
  ...args: A
): ClassicProps<M> {
  return new ClassicProps(isActorClass(actorOrFactory) ? () => new actorOrFactory(...args) : actorOrFactory)
}

const isActorClass = <M, A extends readonly unknown[]>(
  actorOrFactory: (new (...args: A) => Actor<M>) | (() => Actor<M>),
): actorOrFactory is new (
  ...args: A
) => Actor<M> => actorOrFactory.prototype instanceof Actor
