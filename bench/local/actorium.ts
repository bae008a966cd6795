import {
  type ActorRef,
  type Behavior,
  Behaviors,
  interactions,
  LocalActorSystem,
  SupervisorStrategy,
} from '../../src/runtime/actor/index.ts'
import { RealTimeDriver } from '../../src/runtime/driver/index.ts'
import { seededRandom } from '../../src/runtime/random.ts'
import type { ActorOptions, Answering, Handler, Message, Runtime } from './runtime.ts'

const answering: Answering = {
  // Set by `ask` below.
  reply: (message, value) => (message.replyTo as ActorRef<number>).tell(value),
}

const stopMessage: Message = { type: 'stop', n: 0, replyTo: null }

/** The shipped system through its typed API, without a tracer. */
export function actorium(): Runtime<ActorRef<Message>> {
  const driver = new RealTimeDriver(
    wake =>
      new LocalActorSystem({
        name: 'Bench',
        address: 'pekko://Bench@bench:1',
        uid: 1,
        random: seededRandom('bench'),
        tracer: null,
        now: 0,
        maxMessagesPerMs: null,
        interactions,
        wake,
      }),
  )
  const { system } = driver
  let names = 0
  // A behavior is an immutable value, so one serves all spawned actors.
  let behavior: Behavior<Message> = Behaviors.empty
  let madeOf: (() => Handler) | null = null
  let madeWith: ActorOptions | undefined
  return {
    confirmsStop: true,
    restarts: true,
    spawn(factory, options) {
      if (factory !== madeOf || options !== madeWith) {
        madeOf = factory
        madeWith = options
        behavior = behaviorOf(factory, options)
      }
      return system.spawn(behavior, `a${names++}`)
    },
    tell: (ref, message) => ref.tell(message),
    ask: (ref, message) =>
      driver.ask<Message, number>(
        ref,
        replyTo => {
          message.replyTo = replyTo
          return message
        },
        5000,
      ),
    stop: ref => ref.tell(stopMessage),
  }
}

function behaviorOf(factory: () => Handler, options: ActorOptions | undefined): Behavior<Message> {
  const onStop = options?.onStop
  const running = Behaviors.setup<Message>(() => {
    const handle = factory()
    const receive = Behaviors.receiveMessage<Message>(message => {
      if (message === stopMessage) return Behaviors.stopped
      handle(message, answering)
      return Behaviors.same
    })
    if (onStop === undefined) return receive
    return receive.receiveSignal((_, signal) => {
      if (signal.type === 'PostStop') onStop()
      return Behaviors.same
    })
  })
  return options?.restart ? Behaviors.supervise(running).onFailure(SupervisorStrategy.restart) : running
}
