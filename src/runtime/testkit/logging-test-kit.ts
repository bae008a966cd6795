import type { LogLevel } from '../../trace/trace-event.ts'
import { ActorFailures } from './actor-failures.ts'
import type { ActorTestKit } from './actor-test-kit.ts'
import { shownValue } from './shown-value.ts'
import { defaultTimeoutMs } from './test-probe.ts'

/** Conditions of a log line; an absent one accepts every line. */
interface LogFilter {
  readonly level?: LogLevel
  readonly contains?: string
  readonly actor?: string
}

/**
 * Expects log lines while a function runs. Immutable: each `with…` call returns a changed copy.
 *
 * @example
 * LoggingTestKit.info('sum is 3').expect(kit, () => ref.tell({ type: 'Add', n: 3 }))
 */
export class LoggingTestKit {
  private readonly filter: LogFilter
  private readonly occurrences: number

  private constructor(filter: LogFilter, occurrences = 1) {
    this.filter = filter
    this.occurrences = occurrences
  }

  /** Expects a line of any level and text. */
  static empty(): LoggingTestKit {
    return new LoggingTestKit({})
  }

  static debug(contains: string): LoggingTestKit {
    return new LoggingTestKit({ level: 'debug', contains })
  }

  static info(contains: string): LoggingTestKit {
    return new LoggingTestKit({ level: 'info', contains })
  }

  static warn(contains: string): LoggingTestKit {
    return new LoggingTestKit({ level: 'warn', contains })
  }

  static error(contains: string): LoggingTestKit {
    return new LoggingTestKit({ level: 'error', contains })
  }

  withLogLevel(level: LogLevel): LoggingTestKit {
    return new LoggingTestKit({ ...this.filter, level }, this.occurrences)
  }

  withMessageContains(contains: string): LoggingTestKit {
    return new LoggingTestKit({ ...this.filter, contains }, this.occurrences)
  }

  /** Accepts only lines of the actor at this path, with or without `#uid`. */
  withSource(actor: string): LoggingTestKit {
    return new LoggingTestKit({ ...this.filter, actor }, this.occurrences)
  }

  /** Expects exactly this number of lines; 0 waits the full time. Default 1. */
  withOccurrences(occurrences: number): LoggingTestKit {
    return new LoggingTestKit(this.filter, occurrences)
  }

  /**
   * Calls `run` and advances time until the lines are logged. Returns the result of `run`.
   * @throws when the count differs after `withinMs` virtual ms (default 3 s).
   */
  expect<R>(kit: ActorTestKit, run: () => R, withinMs = defaultTimeoutMs): R {
    const failures = new ActorFailures(() => kit.trace)
    failures.met()
    failures.begin()
    const before = kit.eventsOf('Logged').length
    const found = () =>
      kit
        .eventsOf('Logged')
        .slice(before)
        .filter(event => this.matches(event))
    const until = kit.now + withinMs
    const result = run()
    kit.runUntilIdle()
    while ((this.occurrences === 0 || found().length < this.occurrences) && kit.now < until) {
      kit.advanceTo(kit.nextDue === null ? until : Math.min(kit.nextDue, until))
    }
    if (found().length !== this.occurrences) {
      const lines = kit.eventsOf('Logged').slice(before)
      const shown = lines.map(({ level, text }) => `${level} ${text}`)
      throw new Error(
        `Expected [${this.occurrences}] of ${shownValue(this.filter)} and found [${found().length}] in ${shownValue(shown)}, at [${kit.now}] ms.${failures.text}`,
      )
    }
    return result
  }

  private matches(line: {
    readonly level: LogLevel
    readonly text: string
    readonly actor: string
  }): boolean {
    const { level, contains, actor } = this.filter
    return (
      (level === undefined || line.level === level) &&
      (contains === undefined || line.text.includes(contains)) &&
      (actor === undefined || line.actor === actor || line.actor.startsWith(`${actor}#`))
    )
  }
}
