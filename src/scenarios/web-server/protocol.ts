import type { ActorRef } from '../../runtime/index.ts'

/** What the server gives away. */
export interface Resource {
  readonly id: string
  readonly content: string
  readonly mimeType: string
  /** Of the content, as it was when it was stored. */
  readonly checksum: number
}

export interface Get {
  readonly type: 'Get'
  readonly path: string
  readonly replyTo: ActorRef<Response>
}

/**
 * Every answer names the path that was asked for. A path that makes no sense is no failure: `BadRequest` is part
 * of the conversation, like any other answer.
 */
export type Response =
  | { readonly type: 'Ok'; readonly path: string; readonly resource: Resource }
  | { readonly type: 'NotFound'; readonly path: string }
  | { readonly type: 'BadRequest'; readonly path: string }
  | { readonly type: 'InternalServerError'; readonly path: string; readonly noAnswerFrom: SilentActor }

/** The one below that did not answer in time. */
export type SilentActor = 'cache' | 'filesystem'

/** From the web server to the cache. */
export interface Find {
  readonly type: 'Find'
  readonly path: string
  readonly replyTo: ActorRef<FindReply>
}

export type FindReply =
  | { readonly type: 'Hit'; readonly resource: Resource }
  | { readonly type: 'Miss' }
  /** The cache does not have it, and could not find out whether it exists. */
  | { readonly type: 'Unavailable'; readonly noAnswerFrom: SilentActor }

/** From the cache to the file system. */
export interface FsFind {
  readonly type: 'FsFind'
  readonly path: string
  readonly replyTo: ActorRef<FsReply>
}

export type FsReply =
  | { readonly type: 'FsFound'; readonly resource: Resource }
  | { readonly type: 'FsMiss'; readonly path: string }
