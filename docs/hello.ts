import { ActorSystem } from '../src/runtime/driver/index.ts'
import { Behaviors } from '../src/runtime/index.ts'

const greeter = Behaviors.receive<string>((context, whom) => {
  context.log.info(`Hello, ${whom}!`)
  return Behaviors.stopped
})
const system = ActorSystem.create(greeter, 'hello')
system.tell('world')
await system.whenTerminated
