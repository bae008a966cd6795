import { labelOf } from '../actor/index.ts'

/** The result of a message handler for a message that it does not handle. */
export const unhandled: unique symbol = Symbol('unhandled')

/** Handles a message, or returns {@link unhandled}. Called with the actor as `this`. */
export type ReceiveFunction<M> = (message: M) => unknown

/** The case names of a message union: the message's `type`, or the `typeof` of a primitive. */
type NameOf<M> = M extends { readonly type: infer K extends string }
  ? K
  : M extends string
    ? 'string'
    : M extends number
      ? 'number'
      : M extends boolean
        ? 'boolean'
        : never

/** The members of a message union that have this case name. */
type Named<M, K> = M extends unknown ? (K extends NameOf<M> ? M : never) : never

/**
 * A partial function as an object: each key is a message's `type` (or `string`, `number`, …), and `_` handles every
 * message without a case of its own. Without `_` such a message is unhandled.
 * @example { Write: ({ text }) => this.lines.push(text), _: () => this.stash() }
 */
export type Cases<M> = { readonly [K in NameOf<M>]?: (message: Named<M, K>) => unknown } & {
  readonly _?: (message: M) => unknown
}

/** A behavior of a classic actor: one function, or a table of cases. */
export type Receive<M> = ReceiveFunction<M> | Cases<M>

/** A behavior with its message type erased: the actor's refs are typed, so only fitting messages reach it. */
export type AnyReceive = Receive<never>

/** Runs a behavior on a message. Returns false when the message is unhandled. */
export function applyReceive(receive: AnyReceive, actor: object, message: unknown): boolean {
  if (typeof receive === 'function') return receive.call(actor, message as never) !== unhandled
  const cases = receive as Readonly<Record<string, ((message: unknown) => unknown) | undefined>>
  const label = labelOf(message)
  const handler = (Object.hasOwn(cases, label) ? cases[label] : undefined) ?? cases._
  return handler !== undefined && handler.call(actor, message) !== unhandled
}

/** Display name of a behavior: the actor's field that holds it, else the function's name, else its cases. */
export function receiveName(receive: AnyReceive, actor: object): string {
  for (const [field, value] of Object.entries(actor)) if (value === receive) return field
  if (typeof receive === 'function') return receive.name || 'anonymous'
  return Object.keys(receive).join(' | ')
}
