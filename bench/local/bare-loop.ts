import type { Handler, Runtime } from './runtime.ts'

/** A bare handler function. */
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
 * Minimal message passing: one shared queue of handlers and messages, drained in a microtask. It has no mailboxes, no
 * supervision, no error handling, and never yields to the event loop.
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
      // `post` enqueues handler and message together.
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
    // The queue of an endless volley is never empty, so handled entries are removed in between.
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
