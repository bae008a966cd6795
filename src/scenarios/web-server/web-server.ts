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

/** What the cache found for somebody, or that it did not answer. */
interface LookedUp {
  readonly type: 'LookedUp'
  readonly path: string
  readonly found: FindReply | AskTimeoutError
  readonly replyTo: ActorRef<Response>
}

/** How many of each answer. */
type Served = Readonly<Record<Response['type'], number>>

const nothingServed: Served = { Ok: 0, NotFound: 0, BadRequest: 0, InternalServerError: 0 }

/**
 * Answers `Get`. Its children are spawned outside the supervision, so that a restart keeps them, and with them
 * what the cache knows.
 */
export const create = (disk: Disk, settings: WebServerSettings): Behavior<Get> =>
  Behaviors.setup(context => {
    const { handlingMs, answerWithinMs } = settings
    const filesystem = context.spawn(Filesystem.create(disk), 'filesystem', {
      handlingMs: handlingMs.filesystem,
    })
    const cache = context.spawn(Cache.create(filesystem, answerWithinMs.filesystem), 'cache', {
      handlingMs: handlingMs.cache,
    })
    // Without files there is nothing to serve: when the file system ends, so does the server. Its cache it could
    // lose and go on, if only to tell that something is wrong.
    context.watch(filesystem)
    return Behaviors.supervise(serve(cache, answerWithinMs.cache, nothingServed))
      .onFailure(SupervisorStrategy.stop, DeathPactException)
      .onFailure(SupervisorStrategy.restart.withStopChildren(false))
  })

const serve = (cache: ActorRef<Find>, answerWithinMs: number, served: Served): Behavior<Get | LookedUp> =>
  Behaviors.setup(context => {
    context.inspect(() => ({ ...served }))
    const answer = (replyTo: ActorRef<Response>, response: Response) => {
      replyTo.tell(response)
      return serve(cache, answerWithinMs, { ...served, [response.type]: served[response.type] + 1 })
    }
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Get': {
          const { path, replyTo } = message
          if (!isValid(path)) return answer(replyTo, { type: 'BadRequest', path })
          context.ask<Find, FindReply>(
            cache,
            self => ({ type: 'Find', path, replyTo: self }),
            answerWithinMs,
            found => ({ type: 'LookedUp', path, found, replyTo }),
          )
          return Behaviors.same
        }
        case 'LookedUp':
          return answer(message.replyTo, responseTo(message.path, message.found))
      }
    })
  })

/** Nobody is left without an answer because somebody below failed: what did not come in time is an error. */
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

/** An absolute path of permitted characters, without a way up and out. */
const isValid = (path: string): boolean =>
  /^\/([\w.~!$&'()*+,;=:@/-]|%[\dA-Fa-f]{2})*$/.test(path) && !path.split('/').includes('..')
