import tarant from 'tarant'

class Holder extends tarant.Actor {
  constructor(handle) {
    super()
    this.handle = handle
    this.value = 0
    this.answering = {
      reply: (_, value) => {
        this.value = value
      },
    }
  }
  take(message) {
    this.handle(message, this.answering)
  }
  answer(message) {
    this.handle(message, this.answering)
    return this.value
  }
}

/** Without `stop`, because the library cannot stop a single actor. */
export function create() {
  const system = tarant.ActorSystem.default()
  return {
    spawn: factory => system.actorOf(Holder, [factory()]),
    tell: (ref, message) => {
      ref.take(message)
    },
    ask: (ref, message) => ref.answer(message),
  }
}
