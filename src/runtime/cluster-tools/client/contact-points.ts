import type { ActorRef } from '../../actor/index.ts'
import type { ContactPointsMessage } from './client-messages.ts'

/** The receptionists that a client knows, and the actors that follow them. (CC-7) */
export class ContactPoints {
  private points: readonly string[]
  private readonly subscribers = new Map<string, ActorRef<ContactPointsMessage>>()

  constructor(points: readonly string[]) {
    this.points = points
  }

  get all(): readonly string[] {
    return this.points
  }

  tellAll(to: ActorRef<ContactPointsMessage>): void {
    to.tell({ type: 'ContactPoints', contactPoints: this.points })
  }

  subscribe(subscriber: ActorRef<ContactPointsMessage>): void {
    this.tellAll(subscriber)
    this.subscribers.set(subscriber.path, subscriber)
  }

  unsubscribe(path: string): void {
    this.subscribers.delete(path)
  }

  changeTo(points: readonly string[]): void {
    const added = points.filter(point => !this.points.includes(point))
    const removed = this.points.filter(point => !points.includes(point))
    this.points = points
    for (const subscriber of this.subscribers.values()) {
      for (const contactPoint of added) subscriber.tell({ type: 'ContactPointAdded', contactPoint })
      for (const contactPoint of removed) subscriber.tell({ type: 'ContactPointRemoved', contactPoint })
    }
  }
}
