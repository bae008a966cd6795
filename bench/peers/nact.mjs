import { dispatch, query, spawn, start, stop } from 'nact'

export function create() {
  const system = start()
  let names = 0
  return {
    confirmsStop: true,
    restarts: true,
    // The handler is the state, so that a reset creates a new one. Named here, because the random names of nact may be equal.
    spawn(factory, options) {
      const answering = {
        sender: null,
        reply(_, value) {
          dispatch(this.sender, value)
        },
      }
      const receive = (handle, message, context) => {
        answering.sender = context.sender
        handle(message, answering)
        return handle
      }
      const properties = {
        initialStateFunc: factory,
        onCrash: (_message, _error, context) => (options?.restart ? context.reset : context.stop),
      }
      if (options?.onStop !== undefined) properties.afterStop = () => options.onStop()
      return spawn(system, receive, `a${names++}`, properties)
    },
    tell: (ref, message) => dispatch(ref, message),
    ask: (ref, message) => query(ref, message, 5000),
    stop: ref => stop(ref),
  }
}
