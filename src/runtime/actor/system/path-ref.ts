import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import type { KernelSystem } from '../kernel/ports.ts'

/** A ref of this system by path alone: its target is looked up at each send. */
export class PathRef implements ActorRef<unknown> {
  readonly path: string
  private readonly system: KernelSystem

  constructor(system: KernelSystem, path: string) {
    this.system = system
    this.path = path
  }

  /** The ref of the actor that lives at the path now; null: none. */
  find(): ActorRef<unknown> | null {
    return this.system.find(this.path)
  }

  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const found = this.find()
    if (found === null) {
      this.system.deadLetter(message, this.path, sender?.path ?? null, 'no actor has this path', null)
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

/** Passes each message to a function, at once: for dead letters, the ignore ref, and tests. */
export class SinkRef<T = unknown> implements ActorRef<T> {
  readonly path: string
  private readonly onMessage: (message: T) => void

  constructor(path: string, onMessage: (message: T) => void) {
    this.path = path
    this.onMessage = onMessage
  }

  tell(message: T): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    this.onMessage(message)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
