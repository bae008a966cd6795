/** For the other layers of the runtime; scenarios and hosts use `index.ts`. */

export { receiveToolkit } from './authoring/receive-toolkit.ts'
export { NoWatchdog, notABehavior } from './base/actor-errors.ts'
export { deepFrozen } from './base/deep-frozen.ts'
export type { ErrorClass } from './base/error-class.ts'
export { fatalText, inWords } from './base/error-text.ts'
export { isRef } from './base/is-ref.ts'
export { receivedImmutable, ToolkitMessage, toolkitMessage } from './base/toolkit-message.ts'
export {
  type AnyBehavior,
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
export { beginRestart, pauseMs } from './kernel/begin-restart.ts'
export { BehaviorCell } from './kernel/behavior-cell.ts'
export { spawnChild } from './kernel/cell-children.ts'
export { handleFailure } from './kernel/cell-failure.ts'
export { finishRestarts } from './kernel/cell-restart.ts'
export { deliverSignal as signal } from './kernel/cell-signal.ts'
export { adoptInitial } from './kernel/cell-start.ts'
export { CellState } from './kernel/cell-state.ts'
export { beginStop } from './kernel/cell-stop.ts'
export { CellBehavior, type CustomBehavior } from './kernel/custom-behavior.ts'
export { TerminatedNotice } from './kernel/death-watch.ts'
export { kernelContext } from './kernel/kernel-context.ts'
export { LocalActorRef } from './kernel/local-actor-ref.ts'
export { InternalMail, messageIn } from './kernel/mail.ts'
export { Origin } from './kernel/origin.ts'
export type { Cell, KernelSystem } from './kernel/ports.ts'
export { Supervisor } from './kernel/supervisor.ts'
export { instrumentation } from './observe/instrumentation.ts'
export { logFailure } from './observe/life-trace.ts'
export { MailboxActs } from './observe/mailbox-acts.ts'
export { traceDelivery, traceSend } from './observe/message-trace.ts'
export { protocolRef, relayRef, replyRef } from './remote/marked-refs.ts'
