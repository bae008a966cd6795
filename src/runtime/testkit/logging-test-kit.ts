import type { LogLevel } from '../../trace/trace-event.ts'
import { ActorFailures } from './actor-failures.ts'
import type { ActorTestKit } from './actor-test-kit.ts'
import { shownValue } from './shown-value.ts'
import { patienceMs } from './test-probe.ts'

interface Wanted {
  readonly level?: LogLevel
  readonly contains?: string
  readonly actor?: string
}

/** Expects lines in the log while something is done. Values; the `with…` calls give changed copies. */
export class LoggingTestKit {
  private readonly wanted: Wanted
  private readonly occurrences: number

  private constructor(wanted: Wanted, occurrences = 1) {
    this.wanted = wanted
    this.occurrences = occurrences
  }

  /** A line of any level and text. */
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
    return new LoggingTestKit({ ...this.wanted, level }, this.occurrences)
  }

  withMessageContains(contains: string): LoggingTestKit {
    return new LoggingTestKit({ ...this.wanted, contains }, this.occurrences)
  }

  /** Of the actor at this path, with or without `#uid`. */
  withSource(actor: string): LoggingTestKit {
    return new LoggingTestKit({ ...this.wanted, actor }, this.occurrences)
  }

  /** Exactly so many; 0: none in the whole time. */
  withOccurrences(occurrences: number): LoggingTestKit {
    return new LoggingTestKit(this.wanted, occurrences)
  }

  /** Does something, and lives until the lines are there, or for the whole time where there may be none. */
  expect<R>(kit: ActorTestKit, run: () => R, withinMs = patienceMs): R {
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
        `Expected [${this.occurrences}] of ${shownValue(this.wanted)} and found [${found().length}] in ${shownValue(shown)}, at [${kit.now}] ms.${failures.text}`,
      )
    }
    return result
  }

  private matches(line: {
    readonly level: LogLevel
    readonly text: string
    readonly actor: string
  }): boolean {
    const { level, contains, actor } = this.wanted
    return (
      (level === undefined || line.level === level) &&
      (contains === undefined || line.text.includes(contains)) &&
      (actor === undefined || line.actor === actor || line.actor.startsWith(`${actor}#`))
    )
  }
}
