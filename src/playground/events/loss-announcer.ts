import { type ClusterView, type EventId, EventLog } from '../../trace/index.ts'
import { type LostRequest, lostRequests } from '../client/lost-requests.ts'
import type { Cursor } from '../store/playback.ts'
import type { Projection } from '../store/projections.ts'
import type { CommandMessage } from './announcement.ts'

/** The shown run, as far as losses are read from it. */
interface ShownLosses {
  cursor(): Cursor
  view(): ClusterView
}

/** Announces each request once when the page shows that it is lost; a jump announces none. */
export class LossAnnouncer implements Projection {
  readonly #run: ShownLosses
  readonly #announce: (message: CommandMessage, lost: LostRequest) => void
  #log = new EventLog()
  #position = 0
  /** The acts whose requests are lost. */
  #lost: ReadonlySet<EventId> = new Set()

  constructor(run: ShownLosses, announce: (message: CommandMessage, lost: LostRequest) => void) {
    this.#run = run
    this.#announce = announce
  }

  begin(log: EventLog, from: number): void {
    const { following } = this.#run.cursor()
    // A cursor that follows a fast run leaps ahead.
    const leapt = log === this.#log && from >= this.#position && following
    this.#log = log
    if (leapt) this.add()
    else {
      this.#position = from
      this.#lost = new Set(this.#lostNow().keys())
    }
  }

  add(): void {
    this.#position = this.#run.cursor().position
    const now = this.#lostNow()
    for (const [act, lost] of now) {
      if (this.#lost.has(act)) continue
      const event = this.#log.byId(act)
      if (event?.type === 'ActionDone' && event.action.type === 'Tell')
        this.#announce(event.action.message, lost)
    }
    // A request of which a copy is still under way is lost later, when the copy is.
    this.#lost = new Set(now.keys())
  }

  #lostNow(): ReadonlyMap<EventId, LostRequest> {
    return lostRequests(this.#run.view(), this.#log)
  }
}
