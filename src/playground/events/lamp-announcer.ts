import { EventLog } from '../../trace/index.ts'
import { lampStatusAt } from '../lamps/lamp-status.ts'
import type { Lamp } from '../lamps/lamps.ts'
import type { Cursor } from '../store/playback.ts'
import type { Projection } from '../store/projections.ts'

/** Announces each lamp once when the cursor comes to where it turns red; a jump announces none. */
export class LampAnnouncer implements Projection {
  readonly #lamps: () => readonly Lamp[]
  readonly #cursor: () => Cursor
  readonly #announce: (lamp: Lamp) => void
  #log = new EventLog()
  #position = 0
  #red = new Set<string>()

  constructor(lamps: () => readonly Lamp[], cursor: () => Cursor, announce: (lamp: Lamp) => void) {
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
    for (const lamp of this.#redNow()) {
      if (this.#red.has(lamp.id)) continue
      this.#red.add(lamp.id)
      this.#announce(lamp)
    }
  }

  #redNow(): readonly Lamp[] {
    const cursor = this.#cursor()
    return this.#lamps().filter(lamp => lampStatusAt(lamp, cursor) === 'broken')
  }
}
