import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import type { LocalActorSystem } from './local-actor-system.ts'

/** A ref by path alone, within this system: who lives there is looked up at each send. */
export class PathRef implements ActorRef<unknown> {
  readonly path: string
  private readonly system: LocalActorSystem

  constructor(system: LocalActorSystem, path: string) {
    this.system = system
    this.path = path
  }

  /** Who lives there now. */
  find(): ActorRef<unknown> | null {
    return this.system.find(this.path)
  }

  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const found = this.find()
    if (found === null) {
      this.system.deadLetter(message, this.path, sender?.path ?? null, 'nobody lives there', null)
    } else {
      found.tell(message, sender)
    }
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}

/** Hands over what it is told, at once: dead letters tell of it, the ignore ref forgets it, a test keeps it. */
export class SinkRef<T = unknown> implements ActorRef<T> {
  readonly path: string
  private readonly take: (message: T) => void

  constructor(path: string, take: (message: T) => void) {
    this.path = path
    this.take = take
  }

  tell(message: T): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.take(message)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
