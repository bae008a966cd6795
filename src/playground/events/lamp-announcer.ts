import { EventLog, type WatchDecision } from '../../trace/index.ts'
import { decisionAt, lampStatusAt } from '../lamps/lamp-status.ts'
import type { Lamp } from '../lamps/lamps.ts'
import type { Cursor } from '../store/playback.ts'
import type { Projection } from '../store/projections.ts'

/** Announces a lamp each time the cursor comes to where it turns red, or green again; a jump announces none. */
export class LampAnnouncer implements Projection {
  readonly #lamps: () => readonly Lamp[]
  readonly #cursor: () => Cursor
  readonly #announce: (lamp: Lamp, decision: WatchDecision) => void
  #log = new EventLog()
  #position = 0
  #red: ReadonlySet<string> = new Set()

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
      this.#red = this.#redNow()
    }
  }

  add(): void {
    this.#position = this.#cursor().position
    const before = this.#red
    this.#red = this.#redNow()
    for (const lamp of this.#lamps()) {
      const decision = decisionAt(lamp, this.#cursor())
      if (decision !== null && before.has(lamp.id) !== this.#red.has(lamp.id)) this.#announce(lamp, decision)
    }
  }

  /** The ids of the lamps that are red at the cursor. */
  #redNow(): ReadonlySet<string> {
    const cursor = this.#cursor()
    const red = this.#lamps().filter(lamp => lampStatusAt(lamp, cursor) === 'broken')
    return new Set(red.map(({ id }) => id))
  }
}
