import { FatalError, isFatal, toError } from '../../runtime/actor/index.ts'

/** Steps that edited code may take for one message: loop iterations and calls together. */
export const maxSteps = 1_000_000

/** Calls of functions of edited code within each other. Every engine's stack has room for as many. */
export const maxDepth = 500

/** Edited code does not end. No supervisor handles it, because a real loop would keep its thread for ever. */
export class EndlessLoop extends FatalError {
  constructor(message: string) {
    super(message)
    this.name = 'EndlessLoop'
  }
}

/**
 * Counts the steps of edited code, so that an endless loop is the same error in every engine. Code that catches the error gets
 * it again at its next step, so nothing can go on after it.
 */
export class StepCounter {
  #steps = 0
  #depth = 0
  #exceeded: EndlessLoop | null = null

  /** Called before each turn of an actor. */
  reset(): void {
    this.#steps = 0
    this.#depth = 0
    this.#exceeded = null
  }

  /** The functions that compiled code of this file calls, in the order of its parameters. */
  guardOf(file: string): StepGuard {
    const step = (line: number): void => {
      if (this.#exceeded !== null) throw this.#exceeded
      this.#steps += 1
      if (this.#steps > maxSteps)
        this.#fail(`Line ${line} of ${file} ran for ${maxSteps} steps without an end.`)
    }
    return [
      line => {
        step(line)
        if (this.#depth >= maxDepth)
          this.#fail(`Line ${line} of ${file} called itself: ${maxDepth} calls within each other.`)
        this.#depth += 1
        return this.#depth - 1
      },
      depth => {
        this.#depth = depth
      },
      step,
      (line, thrown) => {
        step(line)
        const error = toError(thrown)
        if (isFatal(error)) throw error
      },
    ]
  }

  #fail(message: string): never {
    this.#exceeded = new EndlessLoop(message)
    throw this.#exceeded
  }
}

/** Enter a function, leave it, step, and look at a caught error. */
export type StepGuard = readonly [
  enter: (line: number) => number,
  leave: (depth: number) => void,
  step: (line: number) => void,
  caught: (line: number, thrown: unknown) => void,
]
