import actors from 'comedy'

/** Actors in memory. */
export async function create() {
  const system = actors.createSystem({ test: true, log: { level: 0 } })
  system.getLog?.().setLevel?.(0)
  const root = await system.rootActor()
  return {
    confirmsStop: true,
    spawn(factory, options) {
      const handle = factory()
      let answer
      const answering = {
        reply: (_, value) => {
          answer = value
        },
      }
      const definition = {
        take: message => handle(message, answering),
        answer(message) {
          handle(message, answering)
          return answer
        },
        destroy: () => options?.onStop?.(),
      }
      return root.createChild(definition, { mode: 'in-memory' })
    },
    tell: (ref, message) => {
      ref.send('take', message)
    },
    ask: (ref, message) => ref.sendAndReceive('answer', message),
    stop: ref => ref.destroy(),
  }
}
