/**
 * Messages for topics that are about to stop: held until the topic has stopped or has told of a new subscriber,
 * so that no subscription is lost in between. (PS-13)
 */
export class HeldMessages<T> {
  private readonly held = new Map<string, T[]>()

  startHolding(key: string): void {
    if (!this.held.has(key)) this.held.set(key, [])
  }

  isHeld(key: string): boolean {
    return this.held.has(key)
  }

  /** True when the message is held now. */
  hold(key: string, message: T): boolean {
    const messages = this.held.get(key)
    messages?.push(message)
    return messages !== undefined
  }

  /** Ends the holding and hands out what was held, in order. */
  release(key: string): readonly T[] {
    const messages = this.held.get(key) ?? []
    this.held.delete(key)
    return messages
  }
}
