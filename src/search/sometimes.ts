import type { Bilingual } from '../trace/bilingual.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'

/** A condition that some run of a series must reach; without it passing checks would show little. */
export type Sometimes =
  | { readonly name: Bilingual; readonly inEvent: (event: TraceEvent) => boolean }
  | { readonly name: Bilingual; readonly inView: (view: ClusterView) => boolean }

export function whenever<T extends TraceEvent['type']>(
  name: Bilingual,
  type: T,
  holds: (event: TraceEventOf<T>) => boolean = () => true,
): Sometimes {
  // The event's type narrows it to its kind.
  return { name, inEvent: event => event.type === type && holds(event as TraceEventOf<T>) }
}

export const logged = (name: Bilingual, text: string): Sometimes =>
  whenever(name, 'Logged', event => event.text.includes(text))

/** Collects the conditions that a series of runs reached. */
export class SometimesReached {
  readonly #reached: string[] = []
  /** Conditions not reached yet. */
  #open: readonly Sometimes[]

  constructor(conditions: readonly Sometimes[]) {
    this.#open = conditions
  }

  observe(view: ClusterView, events: readonly TraceEvent[]): void {
    this.#open = this.#open.filter(condition => {
      const holds = 'inView' in condition ? condition.inView(view) : events.some(condition.inEvent)
      if (holds) this.#reached.push(condition.name.en)
      return !holds
    })
  }

  /** English names of the conditions that a run reached, in the order in which they were. Grows in place. */
  get reached(): readonly string[] {
    return this.#reached
  }

  /** English names of those of `conditions` that no run reached. */
  missing(conditions: readonly Sometimes[]): readonly string[] {
    return conditions.map(({ name }) => name.en).filter(name => !this.#reached.includes(name))
  }
}
