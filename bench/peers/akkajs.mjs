import akka from 'akkajs'

class Actor extends akka.Actor {
  constructor(handle, onStop) {
    super()
    this.receive = message => handle(message, null)
    if (onStop !== undefined) this.postStop = onStop
  }
}

/** The JavaScript API of Akka in Scala.js. */
export function create() {
  const quiet = new akka.Configuration('akka { loglevel = "OFF"\n stdout-loglevel = "OFF" }').get()
  const system = akka.ActorSystem.create('bench', quiet)
  return {
    confirmsStop: true,
    spawn: (factory, options) => system.spawn(new Actor(factory(), options?.onStop)),
    tell: (ref, message) => ref.tell(message),
    stop: ref => ref.kill(),
  }
}
