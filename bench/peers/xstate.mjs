import { createActor, fromTransition } from 'xstate'

/** Actors from transition functions. The library has no request and reply, so an ask waits for the snapshot with the answer. */
export function create() {
  const root = createActor(fromTransition(state => state, 0)).start()
  let asks = 0
  return {
    confirmsStop: true,
    spawn(factory, options) {
      const handle = factory()
      const answering = {
        answer: null,
        reply(message, value) {
          this.answer = { id: message.replyTo, value }
        },
      }
      const logic = fromTransition((state, event) => {
        answering.answer = null
        handle(event, answering)
        return answering.answer ?? state
      }, null)
      const actor = createActor(logic, { parent: root })
      if (options?.onStop !== undefined) actor.subscribe({ complete: options.onStop })
      return actor.start()
    },
    tell: (ref, message) => ref.send(message),
    ask: (ref, message) =>
      new Promise(resolve => {
        const id = ++asks
        message.replyTo = id
        const subscription = ref.subscribe(({ context }) => {
          if (context?.id !== id) return
          subscription.unsubscribe()
          resolve(context.value)
        })
        ref.send(message)
      }),
    // As a parent stops its child, because the public `stop` accepts only root actors.
    stop: ref => ref._stop(),
  }
}
