import type { Performed } from '../conductor/conductor.ts'
import type { Action } from '../trace/action.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import type { TraceEvent } from '../trace/trace-event.ts'

/**
 * Counts the acts of random schedules: performed ones, refused ones, those without an effect, and drawn faults that the
 * schedule left out. A soak whose acts mostly fail to act shows little, and prints no failure either.
 */
export class ActCount {
  #performed = 0
  readonly #refused = new Map<string, number>()
  readonly #withoutEffect = new Map<string, number>()
  readonly #leftOut = new Map<string, number>()

  /** Counts an act with its outcome, which it returns. */
  done<T extends Performed | Refused>(action: Action, outcome: T): T {
    if (isRefused(outcome)) add(this.#refused, `${action.type}: ${outcome.code}`)
    else this.#performed += 1
    return outcome
  }

  /** Counts a fault that was drawn and not performed, with the reason. */
  leftOut(fault: string, why: string): void {
    add(this.#leftOut, `${fault}: ${why}`)
  }

  /** Counts the acts that reached their participant and changed nothing there. */
  observe(events: readonly TraceEvent[]): void {
    for (const event of events) {
      if (event.type === 'ActionHadNoEffect') add(this.#withoutEffect, event.why)
      else if (event.type === 'DeadLetter' && event.from === null && event.why.includes(', so none can '))
        add(this.#withoutEffect, `${event.label}: no such actor`)
    }
  }

  toString(): string {
    const drawn = this.#performed + sumOf(this.#refused)
    return [
      `${drawn} acts, ${this.#performed} of them performed`,
      ...listed('refused', this.#refused),
      ...listed('without effect', this.#withoutEffect),
      ...listed('drawn and left out', this.#leftOut),
    ].join('\n')
  }
}

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

function listed(what: string, counts: ReadonlyMap<string, number>): readonly string[] {
  if (counts.size === 0) return []
  const lines = [...counts].sort(([, a], [, b]) => b - a).map(([why, count]) => `  ${count} × ${why}`)
  return [`${sumOf(counts)} ${what}`, ...lines]
}
