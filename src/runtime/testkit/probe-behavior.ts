import { type ActorContext, type Behavior, Behaviors, isTerminated } from '../actor/index.ts'

/** A call that the probe's actor runs with its context when it handles this message. */
export class ProbeCall {
  readonly run: (context: ActorContext<unknown>) => 'continue' | 'stop'

  constructor(run: ProbeCall['run']) {
    this.run = run
  }
}

/** Stores each received message in `messages` and the path of each stopped watched actor in `ended`. */
export function probeBehavior(messages: unknown[], ended: string[]): Behavior<unknown> {
  return Behaviors.receive<unknown>((context, message) => {
    if (message instanceof ProbeCall) {
      return message.run(context) === 'stop' ? Behaviors.stopped : Behaviors.same
    }
    messages.push(message)
    return Behaviors.same
  }).receiveSignal((_, signal) => {
    if (isTerminated(signal)) ended.push(signal.ref.path)
    return Behaviors.same
  })
}
