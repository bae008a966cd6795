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

/** What the file system answered, and who is waiting for it. */
type FsAnswer =
  | { readonly type: 'AdaptedFsFound'; readonly resource: Resource; readonly replyTo: ActorRef<FindReply> }
  | { readonly type: 'AdaptedFsMiss'; readonly replyTo: ActorRef<FindReply> }
  | { readonly type: 'FsSilent'; readonly replyTo: ActorRef<FindReply> }

type Context = ActorContext<Find | FsAnswer>

/** All that it knows. A message yields the next one as a whole, or, when it fails, nothing. */
interface Kept {
  readonly entries: ReadonlyMap<string, Resource>
  readonly hits: number
  readonly misses: number
}

/**
 * Remembers what the file system found. Whatever fails here leaves the entries as they were, so it simply goes
 * on.
 */
export const create = (filesystem: ActorRef<FsFind>, answerWithinMs: number): Behavior<Find> =>
  Behaviors.supervise(
    cache(filesystem, answerWithinMs, { entries: new Map(), hits: 0, misses: 0 }),
  ).onFailure(SupervisorStrategy.resume)

const cache = (filesystem: ActorRef<FsFind>, answerWithinMs: number, kept: Kept): Behavior<Find | FsAnswer> =>
  Behaviors.setup(context => {
    const { entries, hits, misses } = kept
    context.inspect(() => ({ entries: [...entries.keys()], hits, misses }))
    const next = (changed: Partial<Kept>) => cache(filesystem, answerWithinMs, { ...kept, ...changed })
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Find': {
          const resource = entries.get(message.path)
          if (resource === undefined) {
            askFilesystem(context, filesystem, answerWithinMs, message)
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
        case 'FsSilent':
          message.replyTo.tell({ type: 'Unavailable', noAnswerFrom: 'filesystem' })
          return Behaviors.same
      }
    })
  })

function askFilesystem(
  context: Context,
  filesystem: ActorRef<FsFind>,
  answerWithinMs: number,
  { path, replyTo }: Find,
): void {
  context.ask<FsFind, FsReply>(
    filesystem,
    self => ({ type: 'FsFind', path, replyTo: self }),
    answerWithinMs,
    reply => adapt(reply, replyTo),
  )
}

function adapt(reply: FsReply | AskTimeoutError, replyTo: ActorRef<FindReply>): FsAnswer {
  if ('code' in reply) return { type: 'FsSilent', replyTo }
  switch (reply.type) {
    case 'FsFound':
      return { type: 'AdaptedFsFound', resource: reply.resource, replyTo }
    case 'FsMiss':
      return { type: 'AdaptedFsMiss', replyTo }
  }
}
