import type { Origin } from './origin.ts'

/** A message that reached no actor. */
export interface Undelivered {
  readonly message: unknown
  readonly label: string
  readonly recipient: string
  readonly sender: string | null
  readonly why: string
  readonly origin: Origin | null
}
