import type { ActorRef } from '../api/actor-ref.ts'
import { InvalidMessage } from '../base/actor-errors.ts'
import { CellState } from './cell-state.ts'
import type { LocalTarget } from './local-target.ts'
import type { Origin } from './origin.ts'
import type { Cell } from './ports.ts'

/** A ref to an actor of this system: a pointer to its cell. */
export class LocalActorRef implements LocalTarget {
  readonly cell: Cell

  constructor(cell: Cell) {
    this.cell = cell
  }

  get path(): string {
    return this.cell.path
  }

  get living(): boolean {
    return this.cell.state !== CellState.terminated
  }

  tell(message: unknown, sender?: ActorRef<never>): void {
    if (message === null || message === undefined) throw new InvalidMessage(this.path)
    const { cell } = this
    const { system } = cell
    if (cell.state === CellState.terminated) {
      system.deadLetter(message, this.path, null, 'the actor has stopped', null)
    } else if (system.plainSends) {
      cell.enqueue(message, null)
    } else {
      cell.enqueue(system.copyOf(message), system.tracing?.send(cell, this, message, sender) ?? null)
    }
  }

  receive(message: unknown, origin: Origin, _sender: string | null): void {
    this.cell.enqueue(message, origin)
  }

  toString(): string {
    return this.path
  }

  toJSON(): string {
    return this.path
  }
}
