import type { Tracing } from '../kernel/ports.ts'
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

/** Emits the kernel's trace events. Part of the instrumentation of a system. */
export const tracing: Tracing = {
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
