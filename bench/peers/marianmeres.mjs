import { createActor } from '@marianmeres/actor'

const nothing = () => undefined
const quiet = { debug: nothing, log: nothing, warn: nothing, error: nothing }

export function create() {
  return {
    spawn(factory) {
      const handle = factory()
      let answer
      const answering = {
        reply: (_, value) => {
          answer = value
        },
      }
      return createActor({
        initialState: 0,
        logger: quiet,
        handler: (_, message) => {
          handle(message, answering)
          return answer
        },
      })
    },
    tell: (ref, message) => {
      ref.send(message)
    },
    ask: (ref, message) => ref.send(message),
    stop: ref => ref.destroy(),
  }
}
