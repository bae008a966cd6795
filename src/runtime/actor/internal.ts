/** For the other layers of the runtime; scenarios and hosts use `index.ts`. */

export { receiveToolkit } from './authoring/receive-toolkit.ts'
export { NobodyWatches } from './base/actor-errors.ts'
export { fatalText, inWords } from './base/error-text.ts'
export {
  type AnyBehavior,
  CellBehavior,
  type CustomBehavior,
  type ErrorClass,
  Kind,
  ReceiveBehavior,
  SupervisedBehavior,
  same,
} from './behavior/behavior-values.ts'
export { adapterName } from './interaction/message-adapters.ts'
export { stopBehindMail } from './interaction/poison-pill.ts'
export { TimerTick } from './interaction/timer-tick.ts'
export { makeTimers } from './interaction/timers.ts'
export { toolkitRef } from './interaction/toolkit-ref.ts'
export { ask } from './kernel/ask.ts'
export { Cell } from './kernel/cell.ts'
export { spawnChild } from './kernel/cell-children.ts'
export { CellContext } from './kernel/cell-context.ts'
export { handleFailure } from './kernel/cell-failure.ts'
export { beginRestart, finishRestarts, pauseMs } from './kernel/cell-restart.ts'
export { signal } from './kernel/cell-signal.ts'
export { adoptInitial } from './kernel/cell-start.ts'
export { CellState } from './kernel/cell-state.ts'
export { beginStop } from './kernel/cell-stop.ts'
export { TerminatedNotice } from './kernel/death-watch.ts'
export { LocalActorRef } from './kernel/local-actor-ref.ts'
export { InternalMail, messageIn, Origin } from './kernel/mail.ts'
export { Supervisor } from './kernel/supervisor.ts'
export { instrumentation as staging } from './observe/instrumentation.ts'
export { logFailure } from './observe/life-trace.ts'
export { traceDelivery, traceSend } from './observe/message-trace.ts'
