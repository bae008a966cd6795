import {
  logFailure,
  traceBackingOff,
  traceFailure,
  traceLog,
  traceRestart,
  traceResume,
  traceSignal,
  traceStart,
  traceStop,
} from './life-trace.ts'
import { finishTrace, mayTrace, traceDelivery, traceReplyOutside, traceSend } from './message-trace.ts'
import { logUndelivered, traceDeadLetter, traceDropped, traceUnhandled } from './undelivered-trace.ts'

/**
 * How the kernel tells what happens. Only a system with a tracer has it, so that others need not even load it.
 */
export const tracing = {
  backingOff: traceBackingOff,
  deadLetter: traceDeadLetter,
  delivery: traceDelivery,
  dropped: traceDropped,
  failure: traceFailure,
  finish: finishTrace,
  log: traceLog,
  logFailure,
  logUndelivered,
  mayTrace,
  replyOutside: traceReplyOutside,
  restart: traceRestart,
  resume: traceResume,
  send: traceSend,
  signal: traceSignal,
  start: traceStart,
  stop: traceStop,
  unhandled: traceUnhandled,
}

export type Tracing = typeof tracing
