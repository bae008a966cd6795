import { labelOf } from '../actor/index.ts'

/** What a message handler answers to a message that it has no case for. */
export const unhandled: unique symbol = Symbol('unhandled')

/** Handles every message, or answers {@link unhandled}. Called with the actor as `this`. */
export type ReceiveFunction<M> = (message: M) => unknown

/** The names that messages of this union bear: their `type`, or what JavaScript calls them. */
type NameOf<M> = M extends { readonly type: infer K extends string }
  ? K
  : M extends string
    ? 'string'
    : M extends number
      ? 'number'
      : M extends boolean
        ? 'boolean'
        : never

type Named<M, K> = M extends unknown ? (K extends NameOf<M> ? M : never) : never

/**
 * A partial function, case by case: each key is a message's `type` (or `string`, `number`, …), and `_` takes what
 * no other case does. A message without a case is unhandled.
 */
export type Cases<M> = { readonly [K in NameOf<M>]?: (message: Named<M, K>) => unknown } & {
  readonly _?: (message: M) => unknown
}

/** What an actor does with its messages, until it becomes something else. */
export type Receive<M> = ReceiveFunction<M> | Cases<M>

/** A receive with its message type forgotten: only what the actor accepts ever reaches it. */
export type AnyReceive = Receive<never>

/** False: it has no case for this message. */
export function receive(by: AnyReceive, actor: object, message: unknown): boolean {
  if (typeof by === 'function') return by.call(actor, message as never) !== unhandled
  const cases = by as Readonly<Record<string, ((message: unknown) => unknown) | undefined>>
  const label = labelOf(message)
  const handler = (Object.hasOwn(cases, label) ? cases[label] : undefined) ?? cases._
  return handler !== undefined && handler.call(actor, message) !== unhandled
}

/** What a person may call it: the field of the actor that holds it, the function's name, or its cases. */
export function nameOfReceive(by: AnyReceive, actor: object): string {
  for (const [field, value] of Object.entries(actor)) if (value === by) return field
  if (typeof by === 'function') return by.name || 'anonymous'
  return Object.keys(by).join(' | ')
}
