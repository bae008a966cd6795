import { Deferred, Effect, Exit, Queue, Schedule } from 'effect'

/** Effect has no actors in its core, so each actor is an unbounded queue and a fiber that takes from it. */
export function create() {
  const answering = {
    reply: (message, value) => Deferred.doneUnsafe(message.replyTo, Exit.succeed(value)),
  }
  const taking = (queue, step) =>
    Effect.gen(function* () {
      for (;;) yield* step(yield* Queue.take(queue))
    })
  return {
    confirmsStop: true,
    restarts: true,
    spawn(factory, options) {
      const queue = Effect.runSync(Queue.unbounded())
      const body = Effect.suspend(() => {
        const handle = factory()
        if (options?.restart) {
          return taking(queue, message =>
            Effect.try({ try: () => handle(message, answering), catch: error => error }),
          )
        }
        return Effect.gen(function* () {
          for (;;) handle(yield* Queue.take(queue), answering)
        })
      })
      const fiber = Effect.runFork(options?.restart ? Effect.retry(body, Schedule.forever) : body)
      if (options?.onStop !== undefined) fiber.addObserver(options.onStop)
      return { queue, fiber }
    },
    tell: (ref, message) => {
      Queue.offerUnsafe(ref.queue, message)
    },
    ask(ref, message) {
      const answer = Deferred.makeUnsafe()
      message.replyTo = answer
      Queue.offerUnsafe(ref.queue, message)
      return Effect.runPromise(Deferred.await(answer))
    },
    stop: ref => {
      ref.fiber.interruptUnsafe()
    },
  }
}
