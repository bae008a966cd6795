import { EventLog, type WatchDecision } from '../../trace/index.ts'
import { decisionAt, lampStatusAt } from '../lamps/lamp-status.ts'
import type { Lamp } from '../lamps/lamps.ts'
import type { Cursor } from '../store/playback.ts'
import type { Projection } from '../store/projections.ts'

/** Announces a lamp each time the cursor comes to where it turns red; a jump announces none. */
export class LampAnnouncer implements Projection {
  readonly #lamps: () => readonly Lamp[]
  readonly #cursor: () => Cursor
  readonly #announce: (lamp: Lamp, decision: WatchDecision) => void
  #log = new EventLog()
  #position = 0
  #red = new Set<string>()

  constructor(
    lamps: () => readonly Lamp[],
    cursor: () => Cursor,
    announce: (lamp: Lamp, decision: WatchDecision) => void,
  ) {
    this.#lamps = lamps
    this.#cursor = cursor
    this.#announce = announce
  }

  begin(log: EventLog, from: number): void {
    // A cursor that follows a fast run leaps ahead.
    const leapt = log === this.#log && from >= this.#position && this.#cursor().following
    this.#log = log
    if (leapt) this.add()
    else {
      this.#position = from
      this.#red = new Set(this.#redNow().map(({ id }) => id))
    }
  }

  add(): void {
    this.#position = this.#cursor().position
    const red = this.#redNow()
    const before = this.#red
    this.#red = new Set(red.map(({ id }) => id))
    for (const lamp of red) {
      const decision = decisionAt(lamp, this.#cursor())
      if (decision !== null && !before.has(lamp.id)) this.#announce(lamp, decision)
    }
  }

  #redNow(): readonly Lamp[] {
    const cursor = this.#cursor()
    return this.#lamps().filter(lamp => lampStatusAt(lamp, cursor) === 'broken')
  }
}
