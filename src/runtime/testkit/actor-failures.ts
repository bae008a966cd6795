import type { TraceEvent } from '../../trace/trace-event.ts'

/** Names the actors that failed since an expectation was last met, because that is often why the next one is not. */
export class ActorFailures {
  private readonly traceOf: () => readonly TraceEvent[]
  private metAt: number
  private beganAt: number

  constructor(traceOf: () => readonly TraceEvent[]) {
    this.traceOf = traceOf
    this.metAt = 0
    this.beganAt = 0
  }

  /** An expectation begins to wait. */
  begin(): void {
    this.beganAt = this.traceOf().length
  }

  /** The expectation was met: failures until now are not named later. */
  met(): void {
    this.metAt = this.traceOf().length
  }

  /** A sentence for each failure, each with a space in front; empty without one, and for a kit without a trace. */
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

  /** What an assertion threw, with the failures behind its message. */
  added(thrown: unknown): unknown {
    const { text } = this
    if (text === '' || !(thrown instanceof Error)) return thrown
    return new Error(`${thrown.message}${text}`, { cause: thrown })
  }
}
