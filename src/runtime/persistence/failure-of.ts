import type { FailureText } from '../../trace/trace-event.ts'
import { failureText } from '../actor/index.ts'
import { StoreFailure } from './persistence-errors.ts'

/** An error as plain data: its class, and its message unless the engine wrote it, because engines word it differently. */
export const failureOf = (error: Error): FailureText =>
  error instanceof StoreFailure ? error.failure : failureText(error)
