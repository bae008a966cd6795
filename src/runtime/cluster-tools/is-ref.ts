import type { ActorRef } from '../actor/index.ts'

/** Inside a message only refs have behaviour: everything else is plain data. */
export const isRef = (value: unknown): value is ActorRef<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'tell' in value &&
  typeof value.tell === 'function'
