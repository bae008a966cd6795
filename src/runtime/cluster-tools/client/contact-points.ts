import type { ActorRef } from '../../actor/index.ts'
import type { ContactPointsMessage } from './client-messages.ts'

/**
 * The receptionists that a client knows, and their subscribers. Pekko: subscribers receive all, then each change
 * (CC-7)
 */
export class ContactPoints {
  private current: readonly string[]
  private readonly subscribers = new Map<string, ActorRef<ContactPointsMessage>>()

  constructor(points: readonly string[]) {
    this.current = points
  }

  get all(): readonly string[] {
    return this.current
  }

  sendTo(to: ActorRef<ContactPointsMessage>): void {
    to.tell({ type: 'ContactPoints', contactPoints: this.current })
  }

  subscribe(subscriber: ActorRef<ContactPointsMessage>): void {
    this.sendTo(subscriber)
    this.subscribers.set(subscriber.path, subscriber)
  }

  unsubscribe(path: string): void {
    this.subscribers.delete(path)
  }

  replace(points: readonly string[]): void {
    const added = points.filter(point => !this.current.includes(point))
    const removed = this.current.filter(point => !points.includes(point))
    this.current = points
    for (const subscriber of this.subscribers.values()) {
      for (const contactPoint of added) subscriber.tell({ type: 'ContactPointAdded', contactPoint })
      for (const contactPoint of removed) subscriber.tell({ type: 'ContactPointRemoved', contactPoint })
    }
  }
}
