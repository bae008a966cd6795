/** The message of every workload. One shape for all keeps inline caches equally warm in every library. */
export interface Message {
  readonly type: string
  readonly n: number
  /** The library's own reply handle, set by its `ask`. */
  replyTo: unknown
}

/** Replies to an ask through the library's own handle. */
export interface Answering {
  reply(message: Message, value: number): void
}

export type Handler = (message: Message, answering: Answering) => void

export interface ActorOptions {
  /** Called after the actor stopped. */
  readonly onStop?: () => void
  /** True: restart without limit; every restart calls the factory again. */
  readonly restart?: boolean
}

/** Operations of a library. An absent operation leaves the table's cell empty. */
export interface Runtime<Ref = unknown> {
  /** The factory is called at each start of the actor. */
  spawn(factory: () => Handler, options?: ActorOptions): Ref | Promise<Ref>
  tell(ref: Ref, message: Message): void
  ask?(ref: Ref, message: Message): Promise<number>
  stop?(ref: Ref): unknown
  /** `stop` must call `onStop`. */
  readonly confirmsStop?: boolean
  readonly restarts?: boolean
  /** Workloads that the library cannot run, by id, with the reason. */
  readonly cannot?: Readonly<Record<string, string>>
}

export interface RuntimeModule {
  create(): Runtime | Promise<Runtime>
}
