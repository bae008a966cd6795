import type { TestDriver } from './test-driver.ts'
import type { TestProbe } from './test-probe.ts'

/**
 * Moves the clock of an `ActorTestKit` or a `TestNetwork`, with Pekko's names.
 *
 * @example
 * const time = new ManualTime(kit)
 * time.expectNoMessageFor(999, probe)
 * time.timePasses(1)
 */
export class ManualTime {
  private readonly driver: TestDriver

  constructor(driver: TestDriver) {
    this.driver = driver
  }

  get now(): number {
    return this.driver.now
  }

  /** Runs the next `ms` virtual milliseconds, including everything due at the last one. */
  timePasses(ms: number): void {
    this.driver.advanceTo(this.driver.now + ms)
  }

  /** Runs the next `ms` virtual milliseconds. Throws when one of the probes receives a message in them. */
  expectNoMessageFor(ms: number, ...probes: readonly Pick<TestProbe, 'expectNoMessage'>[]): void {
    const until = this.driver.now + ms
    for (const probe of probes) {
      const { now } = this.driver
      probe.expectNoMessage(Math.max(0, until - now))
    }
    if (this.driver.now < until) this.driver.advanceTo(until)
  }
}
