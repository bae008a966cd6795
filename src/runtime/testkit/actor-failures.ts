import type { TraceEvent } from '../../trace/trace-event.ts'

/** Names the actors that failed since the last met expectation, as the probable cause of an unmet one. */
export class ActorFailures {
  private readonly traceOf: () => readonly TraceEvent[]
  /** Lengths of the trace at the last {@link met} and {@link begin}. */
  private metAt: number
  private beganAt: number

  constructor(traceOf: () => readonly TraceEvent[]) {
    this.traceOf = traceOf
    this.metAt = 0
    this.beganAt = 0
  }

  /** Marks the start of an expectation. */
  begin(): void {
    this.beganAt = this.traceOf().length
  }

  /** Marks an expectation as met; later ones do not name the failures until now. */
  met(): void {
    this.metAt = this.traceOf().length
  }

  /** One sentence for each failure, each after a space; empty without failures and for a kit without a trace. */
  get text(): string {
    return this.traceOf()
      .flatMap((event, index) => {
        if (index < this.metAt || event.type !== 'ActorFailed') return []
        const { name, message = '' } = event.error
        const error = message === '' ? name : `${name}: ${message}`
        return [
          ` [${event.actor}] failed with [${error}] ${index < this.beganAt ? 'before' : 'while waiting'}.`,
        ]
      })
      .join('')
  }

  /** The thrown error of an assertion, with the failures added to its message. */
  addTo(thrown: unknown): unknown {
    const { text } = this
    if (text === '' || !(thrown instanceof Error)) return thrown
    return new Error(`${thrown.message}${text}`, { cause: thrown })
  }
}
