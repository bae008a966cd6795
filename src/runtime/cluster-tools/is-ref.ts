import type { ActorRef } from '../actor/index.ts'

/** True for an actor ref in a message: all other values in a message are plain data without methods. */
export const isRef = (value: unknown): value is ActorRef<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  typeof value.path === 'string' &&
  'tell' in value &&
  typeof value.tell === 'function'
