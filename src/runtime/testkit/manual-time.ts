import type { TestDriver } from './test-driver.ts'
import type { TestProbe } from './test-probe.ts'

/** A hand on the clock of a test kit or of a test network: no time passes unless it says so. */
export class ManualTime {
  private readonly driver: TestDriver

  constructor(driver: TestDriver) {
    this.driver = driver
  }

  get now(): number {
    return this.driver.now
  }

  /** Lives through the next `ms` milliseconds, all that is due at the last one included. */
  timePasses(ms: number): void {
    this.driver.advanceTo(this.driver.now + ms)
  }

  /** Lives through that time, and none of the probes may get a message in it. */
  expectNoMessageFor(ms: number, ...probes: readonly Pick<TestProbe, 'expectNoMessage'>[]): void {
    const until = this.driver.now + ms
    for (const probe of probes) {
      const { now } = this.driver
      probe.expectNoMessage(Math.max(0, until - now))
    }
    if (this.driver.now < until) this.driver.advanceTo(until)
  }
}
