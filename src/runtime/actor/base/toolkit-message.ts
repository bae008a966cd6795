/**
 * A message of the toolkit's own actors: their ticks, their reports, and the protocols between nodes. It has the
 * fields of plain data and a class of its own, which the codec keeps, so that no user's message is ever taken for
 * it, whatever its `type` is.
 */
export class ToolkitMessage {
  /** Only for the compiler: an object of another class with the same fields is not one. */
  declare private readonly brand: true
}

/** A message type with the toolkit's brand on it. */
export type Toolkit<T> = T extends object ? T & ToolkitMessage : never

/** A copy of these fields that the toolkit's actors accept as one of their own. */
export const toolkitMessage = <const T extends object>(fields: T): T & ToolkitMessage =>
  // The class adds no field of its own.
  Object.assign(new ToolkitMessage(), fields)

export const isToolkitMessage = (message: unknown): message is ToolkitMessage =>
  message instanceof ToolkitMessage
