import type { Handler, Runtime } from './runtime.ts'

/** A handler without anything around it. */
interface Bare {
  handle: Handler
  readonly onStop: (() => void) | null
}

const answering = {
  reply: (message: { replyTo: unknown }, value: number) =>
    (message.replyTo as (value: number) => void)(value),
}
const nothing = () => undefined

/**
 * The least that can be called sending: one queue of handlers and messages for all, emptied in a microtask. No
 * mailbox, no supervision, nothing caught, never a pause.
 */
export function bareLoop(schedule: (drain: () => void) => void, perTask: number): Runtime<Bare> {
  let receivers: (Bare | undefined)[] = []
  let messages: unknown[] = []
  let head = 0
  let scheduled = false
  const drain = (): void => {
    for (let left = perTask; head < receivers.length && left > 0; left--) {
      const receiver = receivers[head]!
      const message = messages[head]
      receivers[head] = undefined
      messages[head] = undefined
      head++
      // Put there by `post`, in the same step as its receiver.
      receiver.handle(message as Parameters<Handler>[0], answering)
    }
    if (head < receivers.length) {
      schedule(drain)
      return
    }
    receivers.length = 0
    messages.length = 0
    head = 0
    scheduled = false
  }
  const post = (receiver: Bare, message: unknown): void => {
    // A volley never empties the queue: what was taken is cut off now and then.
    if (head > 4096 && head * 2 > receivers.length) {
      receivers = receivers.slice(head)
      messages = messages.slice(head)
      head = 0
    }
    receivers.push(receiver)
    messages.push(message)
    if (scheduled) return
    scheduled = true
    schedule(drain)
  }
  return {
    confirmsStop: true,
    spawn: (factory, options) => ({ handle: factory(), onStop: options?.onStop ?? null }),
    tell: post,
    ask: (ref, message) =>
      new Promise(resolve => {
        message.replyTo = resolve
        post(ref, message)
      }),
    stop: ref =>
      post(
        {
          onStop: null,
          handle: () => {
            ref.handle = nothing
            ref.onStop?.()
          },
        },
        null,
      ),
  }
}
