import {
  type ActorContext,
  type ActorRef,
  type AskTimeoutError,
  type Behavior,
  Behaviors,
  SupervisorStrategy,
} from '../../runtime/index.ts'
import { checksumOf } from './disk.ts'
import { CorruptEntry } from './errors.ts'
import type { Find, FindReply, FsFind, FsReply, Resource } from './protocol.ts'

/** The result of a file system request, with the address for the cache's own reply. */
type FsResult =
  | { readonly type: 'AdaptedFsFound'; readonly resource: Resource; readonly replyTo: ActorRef<FindReply> }
  | { readonly type: 'AdaptedFsMiss'; readonly replyTo: ActorRef<FindReply> }
  | { readonly type: 'FsTimedOut'; readonly replyTo: ActorRef<FindReply> }

type Context = ActorContext<Find | FsResult>

/**
 * The state of the cache. It is immutable: a handler returns a behavior with a new state, or throws and changes
 * nothing.
 */
interface CacheState {
  readonly entries: ReadonlyMap<string, Resource>
  readonly hits: number
  readonly misses: number
}

/**
 * Caches the files that the file system found. A failure leaves the entries unchanged, so the supervisor resumes the
 * cache.
 */
export const create = (filesystem: ActorRef<FsFind>, askTimeoutMs: number): Behavior<Find> =>
  Behaviors.supervise(cache(filesystem, askTimeoutMs, { entries: new Map(), hits: 0, misses: 0 })).onFailure(
    SupervisorStrategy.resume,
  )

const cache = (
  filesystem: ActorRef<FsFind>,
  askTimeoutMs: number,
  state: CacheState,
): Behavior<Find | FsResult> =>
  Behaviors.setup(context => {
    const { entries, hits, misses } = state
    context.inspect(() => ({ entries: [...entries.keys()], hits, misses }))
    const next = (changed: Partial<CacheState>) => cache(filesystem, askTimeoutMs, { ...state, ...changed })
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Find': {
          const resource = entries.get(message.path)
          if (resource === undefined) {
            askFilesystem(context, filesystem, askTimeoutMs, message)
            return next({ misses: misses + 1 })
          }
          message.replyTo.tell({ type: 'Hit', resource })
          return next({ hits: hits + 1 })
        }
        case 'AdaptedFsFound': {
          const { resource, replyTo } = message
          if (checksumOf(resource.content) !== resource.checksum) throw new CorruptEntry(resource.id)
          replyTo.tell({ type: 'Hit', resource })
          return next({ entries: new Map([...entries, [resource.id, resource]]) })
        }
        case 'AdaptedFsMiss':
          message.replyTo.tell({ type: 'Miss' })
          return Behaviors.same
        case 'FsTimedOut':
          message.replyTo.tell({ type: 'Unavailable', noAnswerFrom: 'filesystem' })
          return Behaviors.same
      }
    })
  })

function askFilesystem(
  context: Context,
  filesystem: ActorRef<FsFind>,
  askTimeoutMs: number,
  { path, replyTo }: Find,
): void {
  context.ask<FsFind, FsReply>(
    filesystem,
    self => ({ type: 'FsFind', path, replyTo: self }),
    askTimeoutMs,
    reply => resultOf(reply, replyTo),
  )
}

function resultOf(reply: FsReply | AskTimeoutError, replyTo: ActorRef<FindReply>): FsResult {
  if ('code' in reply) return { type: 'FsTimedOut', replyTo }
  switch (reply.type) {
    case 'FsFound':
      return { type: 'AdaptedFsFound', resource: reply.resource, replyTo }
    case 'FsMiss':
      return { type: 'AdaptedFsMiss', replyTo }
  }
}
