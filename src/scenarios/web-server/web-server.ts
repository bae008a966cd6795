import {
  type ActorRef,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  DeathPactException,
  SupervisorStrategy,
} from '../../runtime/index.ts'
import * as Cache from './cache.ts'
import type { Disk } from './disk.ts'
import { UnknownMimeType } from './errors.ts'
import * as Filesystem from './filesystem.ts'
import type { Find, FindReply, Get, Response } from './protocol.ts'
import type { WebServerSettings } from './settings.ts'

/** The result of a request to the cache, with the address for the web server's own response. */
interface LookedUp {
  readonly type: 'LookedUp'
  readonly path: string
  readonly found: FindReply | AskTimeoutError
  readonly replyTo: ActorRef<Response>
}

/** Number of responses by type. */
type Served = Readonly<Record<Response['type'], number>>

const nothingServed: Served = { Ok: 0, NotFound: 0, BadRequest: 0, InternalServerError: 0 }

/**
 * Answers `Get`. It spawns its children outside of the supervised behavior, so a restart keeps them and the entries
 * of the cache.
 */
export const create = (disk: Disk, settings: WebServerSettings): Behavior<Get> =>
  Behaviors.setup(context => {
    const { handlingMs, askTimeoutMs } = settings
    const filesystem = context.spawn(Filesystem.create(disk), 'filesystem', {
      handlingMs: handlingMs.filesystem,
    })
    const cache = context.spawn(Cache.create(filesystem, askTimeoutMs.filesystem), 'cache', {
      handlingMs: handlingMs.cache,
    })
    // The server cannot work without the file system, so Terminated stays unhandled and stops the server, too. It
    // does not watch the cache: without it the server can still respond with errors.
    context.watch(filesystem)
    return Behaviors.supervise(serve(cache, askTimeoutMs.cache, nothingServed))
      .onFailure(SupervisorStrategy.stop, DeathPactException)
      .onFailure(SupervisorStrategy.restart.withStopChildren(false))
  })

const serve = (cache: ActorRef<Find>, askTimeoutMs: number, served: Served): Behavior<Get | LookedUp> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ ...served }))
    const respond = (replyTo: ActorRef<Response>, response: Response) => {
      replyTo.tell(response)
      return serve(cache, askTimeoutMs, { ...served, [response.type]: served[response.type] + 1 })
    }
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Get': {
          const { path, replyTo } = message
          if (!isValid(path)) return respond(replyTo, { type: 'BadRequest', path })
          context.ask<Find, FindReply>(
            cache,
            self => ({ type: 'Find', path, replyTo: self }),
            askTimeoutMs,
            found => ({ type: 'LookedUp', path, found, replyTo }),
          )
          return Behaviors.same
        }
        case 'LookedUp':
          return respond(message.replyTo, responseTo(message.path, message.found))
      }
    })
  })

/** Turns a missing reply of a child into an error response, so that every request gets one. */
function responseTo(path: string, found: FindReply | AskTimeoutError): Response {
  if ('code' in found) {
    return { type: 'InternalServerError', path, noAnswerFrom: 'cache' }
  }
  switch (found.type) {
    case 'Hit':
      if (!mimeTypes.includes(found.resource.mimeType)) {
        throw new UnknownMimeType(path, found.resource.mimeType)
      }
      return { type: 'Ok', path, resource: found.resource }
    case 'Miss':
      return { type: 'NotFound', path }
    case 'Unavailable':
      return { type: 'InternalServerError', path, noAnswerFrom: found.noAnswerFrom }
  }
}

const mimeTypes: readonly string[] = ['text/html', 'text/css', 'application/json']

/** True for an absolute path of permitted characters without `..` segments. */
const isValid = (path: string): boolean =>
  /^\/([\w.~!$&'()*+,;=:@/-]|%[\dA-Fa-f]{2})*$/.test(path) && !path.split('/').includes('..')
