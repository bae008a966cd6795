import { type ActorRef, Behaviors } from '../src/runtime/actor/index.ts'
import { LocalActorSystem } from '../src/runtime/actor/system/local-actor-system.ts'
import { seededRandom } from '../src/runtime/index.ts'

interface Add {
  readonly type: 'Add'
  readonly amount: number
}

/** Nanoseconds per message of a burst: first all messages are sent, then all are handled. */
export function typedTells(messages: number): number {
  let sum = 0
  const system = new LocalActorSystem({
    name: 'Bench',
    address: 'pekko://Bench@bench:1',
    uid: 1,
    random: seededRandom('bench'),
    tracer: null,
    now: 0,
    maxMessagesPerMs: null,
  })
  const counter: ActorRef<Add> = system.spawn(
    Behaviors.receiveMessage<Add>(message => {
      sum += message.amount
      return Behaviors.same
    }),
    'counter',
  )
  system.runInstant(0)
  const begun = performance.now()
  for (let i = 0; i < messages; i++) counter.tell({ type: 'Add', amount: 1 })
  system.runInstant(0)
  const took = performance.now() - begun
  if (sum !== messages) throw new Error(`[${sum}] of [${messages}] messages were handled.`)
  return (took * 1e6) / messages
}

/** Nanoseconds per message of one queue of handlers and messages, without actors. */
export function bareTells(messages: number): number {
  let sum = 0
  const queue: { readonly handle: (message: Add) => void; readonly message: Add }[] = []
  const handle = (message: Add): void => {
    sum += message.amount
  }
  const begun = performance.now()
  for (let i = 0; i < messages; i++) queue.push({ handle, message: { type: 'Add', amount: 1 } })
  for (let i = 0; i < queue.length; i++) queue[i]!.handle(queue[i]!.message)
  const took = performance.now() - begun
  if (sum !== messages) throw new Error(`[${sum}] of [${messages}] messages were handled.`)
  return (took * 1e6) / messages
}
