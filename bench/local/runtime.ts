/** The message of every workload: one shape, so that no library pays for ours. */
export interface Message {
  readonly type: string
  readonly n: number
  /** Filled in by whoever asks, in the library's own way. */
  replyTo: unknown
}

/** Answers an ask, in the library's own way. */
export interface Answering {
  reply(message: Message, value: number): void
}

export type Handler = (message: Message, answering: Answering) => void

export interface ActorOptions {
  /** Called when the actor has stopped. */
  readonly onStop?: () => void
  /** Restart it for ever when it fails: the factory is called again. */
  readonly restart?: boolean
}

/** What a workload can do. A library that lacks something leaves it out, and has no figure there. */
export interface Runtime<Ref = unknown> {
  /** The factory is called at each start of the actor. */
  spawn(factory: () => Handler, options?: ActorOptions): Ref | Promise<Ref>
  tell(ref: Ref, message: Message): void
  ask?(ref: Ref, message: Message): Promise<number>
  stop?(ref: Ref): unknown
  /** `stop` leads to `onStop`. */
  readonly confirmsStop?: boolean
  readonly restarts?: boolean
  /** Workloads that it cannot run, with the reason. */
  readonly cannot?: Readonly<Record<string, string>>
}

export interface RuntimeModule {
  create(): Runtime | Promise<Runtime>
}
