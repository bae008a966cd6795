import { createBehavior, createSystem } from 'xactor'

export function create() {
  let root
  let names = 0
  const keep = (state, _, context) => {
    root = context
    return state
  }
  createSystem(createBehavior(keep, 0), 'root').send({ type: 'begin' })
  return {
    spawn(factory) {
      const handle = factory()
      const behavior = createBehavior((state, message) => {
        // The handler also gets the signals of the library, whose `type` is a number.
        if (typeof message.type === 'string') handle(message, null)
        return state
      }, 0)
      return root.spawn(behavior, `a${names++}`)
    },
    tell: (ref, message) => ref.send(message),
    stop: ref => root.stop(ref),
  }
}
