import type { VirtualTime } from '../trace/identifiers.ts'
import type { Goal } from './goal.ts'
import type { Recording } from './recording.ts'

/** The open goals of a live run. */
export class RunGoals {
  readonly #goals = new Set<Goal>()

  get size(): number {
    return this.#goals.size
  }

  /** The greatest speed that a goal wants, in virtual ms per wall ms; −infinite without goals. */
  get speed(): number {
    return Math.max(...[...this.#goals].map(goal => goal.speed))
  }

  /** The last instant to compute for all goals; infinite without goals. */
  get limit(): VirtualTime {
    return Math.min(...[...this.#goals].map(goal => goal.limit))
  }

  /** The greatest width of a round in virtual ms; infinite without goals. */
  get width(): number {
    return Math.min(...[...this.#goals].map(goal => goal.width))
  }

  add(goal: Goal): void {
    this.#goals.add(goal)
  }

  /** Ends the goals that are reached at `frontier`. Returns whether there were any. */
  endReached(recording: Recording, frontier: VirtualTime): boolean {
    const reached = [...this.#goals].filter(goal => goal.reached(recording, frontier))
    for (const goal of reached) this.#end(goal, frontier)
    return reached.length > 0
  }

  /** Gives up all goals. */
  endAll(frontier: VirtualTime): void {
    for (const goal of this.#goals) this.#end(goal, frontier)
  }

  #end(goal: Goal, frontier: VirtualTime): void {
    this.#goals.delete(goal)
    goal.end(Math.max(0, frontier))
  }
}
