/**
 * Commands for topics that may stop: held until the topic has stopped or reported a new subscriber, so that no
 * subscription is lost between the two. Pekko: a topic stops only after its parent agrees (PS-13)
 */
export class HeldMessages<T> {
  private readonly held = new Map<string, T[]>()

  startHolding(key: string): void {
    if (!this.held.has(key)) this.held.set(key, [])
  }

  isHeld(key: string): boolean {
    return this.held.has(key)
  }

  /** Holds the message and returns true; returns false unless the key is held. */
  hold(key: string, message: T): boolean {
    const messages = this.held.get(key)
    messages?.push(message)
    return messages !== undefined
  }

  /** Stops holding and returns the held messages in order. */
  release(key: string): readonly T[] {
    const messages = this.held.get(key) ?? []
    this.held.delete(key)
    return messages
  }
}
