/**
 * A message of the toolkit's own actors: ticks, reports, and the protocols between nodes. Plain data with a class of its
 * own, which the codec keeps, so that a user's message is never mistaken for it, whatever its `type` is.
 */
export class ToolkitMessage {
  /** For the compiler only: objects of other classes do not match. */
  declare private readonly brand: true
}

/** A message type with the toolkit's brand on it. */
export type Toolkit<T> = T extends object ? T & ToolkitMessage : never

/** A copy of the fields with the toolkit's brand. */
export const toolkitMessage = <const T extends object>(fields: T): T & ToolkitMessage =>
  // The brand exists for the compiler only, so the class adds no field.
  Object.assign(new ToolkitMessage(), fields)

export const isToolkitMessage = (message: unknown): message is ToolkitMessage =>
  message instanceof ToolkitMessage
