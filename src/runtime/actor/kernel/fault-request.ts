import type { Fault } from '../../../trace/action.ts'

/** A fault that a person asked an actor to commit. */
export interface FaultRequest {
  readonly fault: Fault
  /** The class of error, for `fault: 'error'`. */
  readonly error: string
  readonly times: number
  /** `start`: once at its next message, and then at its next `times` starts. */
  readonly during: 'message' | 'start'
  /** True: a watchdog ends the participant should it loop for ever. */
  readonly watched?: boolean
}
