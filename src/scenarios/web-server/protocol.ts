import type { ActorRef } from '../../runtime/index.ts'

/** A file that the server delivers. */
export interface Resource {
  readonly id: string
  readonly content: string
  readonly mimeType: string
  /** Checksum of the content at the time when it was stored. */
  readonly checksum: number
}

export interface Get {
  readonly type: 'Get'
  readonly path: string
  readonly replyTo: ActorRef<Response>
}

/**
 * Every response contains the requested path. An invalid path is not a failure of the server: `BadRequest` is part of
 * the protocol, like every other response.
 */
export type Response =
  | { readonly type: 'Ok'; readonly path: string; readonly resource: Resource }
  | { readonly type: 'NotFound'; readonly path: string }
  | { readonly type: 'BadRequest'; readonly path: string }
  | { readonly type: 'InternalServerError'; readonly path: string; readonly noAnswerFrom: SilentActor }

/** The actor that did not reply in time. */
export type SilentActor = 'cache' | 'filesystem'

/** Request of the web server to the cache. */
export interface Find {
  readonly type: 'Find'
  readonly path: string
  readonly replyTo: ActorRef<FindReply>
}

export type FindReply =
  | { readonly type: 'Hit'; readonly resource: Resource }
  | { readonly type: 'Miss' }
  /** The cache has no entry, and the file system did not reply in time. */
  | { readonly type: 'Unavailable'; readonly noAnswerFrom: SilentActor }

/** Request of the cache to the file system. */
export interface FsFind {
  readonly type: 'FsFind'
  readonly path: string
  readonly replyTo: ActorRef<FsReply>
}

export type FsReply =
  | { readonly type: 'FsFound'; readonly resource: Resource }
  | { readonly type: 'FsMiss'; readonly path: string }
