import { type Behavior, Behaviors, DeathPactException, reasonOf } from '../../runtime/index.ts'
import { Disk } from './disk.ts'
import type { WebServerSettings } from './settings.ts'
import * as WebServer from './web-server.ts'

export interface Start {
  readonly type: 'Start'
}

const id = 'web-server'

/**
 * The guardian `/user`, whose stop stops the whole node. It starts the web server and watches it. After a failure of
 * its own the web server can be started again. After a death pact, when its file system has stopped, it cannot: the
 * guardian then leaves the signal unhandled and stops, too.
 */
export const create = (settings: WebServerSettings): Behavior<Start> =>
  Behaviors.setup(context => {
    const disk = new Disk()
    context.inspect(() => ({ serving: context.child(id) !== undefined }))
    return Behaviors.receiveMessage<Start>(message => {
      switch (message.type) {
        case 'Start': {
          if (context.child(id) !== undefined) {
            context.log.info('The web server is running already')
            return Behaviors.same
          }
          const webServer = context.spawn(WebServer.create(disk, settings), id, {
            handlingMs: settings.handlingMs.webServer,
          })
          context.watch(webServer)
          return Behaviors.same
        }
      }
    }).receiveSignal((_, signal) => {
      if (signal.type !== 'ChildFailed' || signal.cause instanceof DeathPactException) {
        return Behaviors.unhandled
      }
      context.log.error(`Child actor ${signal.ref.path} failed with error ${reasonOf(signal.cause)}`)
      return Behaviors.same
    })
  })
