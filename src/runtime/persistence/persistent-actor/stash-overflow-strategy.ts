/** The treatment of a command that finds the internal stash full. The capacity is the actor's `stashCapacity`. */
export type StashOverflowStrategy =
  | { readonly type: 'throw' }
  | { readonly type: 'discard' }
  | { readonly type: 'reply'; readonly response: unknown }

/** Fails the actor with a `StashOverflow`. The command is lost. The default. */
export const ThrowOverflowExceptionStrategy: StashOverflowStrategy = { type: 'throw' }

/** Makes the command a dead letter. */
export const DiscardToDeadLetterStrategy: StashOverflowStrategy = { type: 'discard' }

/** Sends `response` to the sender of the command, which is lost. */
export const ReplyToStrategy = (response: unknown): StashOverflowStrategy => ({ type: 'reply', response })
