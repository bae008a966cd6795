/** For the other layers of the runtime; scenarios and hosts use `index.ts`. */
export { NobodyWatches } from './actor-errors.ts'
export { ask } from './ask.ts'
export {
  type AnyBehavior,
  CellBehavior,
  type CustomBehavior,
  type ErrorClass,
  Kind,
  ReceiveBehavior,
  SupervisedBehavior,
  same,
} from './behavior-values.ts'
export { Cell } from './cell.ts'
export { spawnChild } from './cell-children.ts'
export { CellContext } from './cell-context.ts'
export { handleFailure } from './cell-failure.ts'
export { beginRestart, finishRestarts, pauseMs } from './cell-restart.ts'
export { signal } from './cell-signal.ts'
export { adoptInitial } from './cell-start.ts'
export { CellState } from './cell-state.ts'
export { beginStop } from './cell-stop.ts'
export { TerminatedNotice } from './death-watch.ts'
export { fatalText, inWords } from './error-text.ts'
export { instrumentation as staging } from './instrumentation.ts'
export { logFailure } from './life-trace.ts'
export { LocalActorRef } from './local-actor-ref.ts'
export { InternalMail, messageIn, Origin } from './mail.ts'
export { adapterName } from './message-adapters.ts'
export { traceDelivery, traceSend } from './message-trace.ts'
export { stopBehindMail } from './poison-pill.ts'
export { receiveToolkit } from './receive-toolkit.ts'
export { Supervisor } from './supervisor.ts'
export { TimerTick } from './timer-tick.ts'
export { makeTimers } from './timers.ts'
export { toolkitRef } from './toolkit-ref.ts'
