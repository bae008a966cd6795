import type { Remote } from 'comlink'
import type {
  Answer,
  ClockState,
  Lifeline,
  Notice,
  Restored,
  Session,
  SessionUpdate,
} from '../conductor/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { ConductorControl, Opened } from './open-request.ts'
import { sentenceOf } from './sentence-of.ts'
import { within } from './within.ts'
import type { Acknowledgement, PageMessage } from './worker-protocol.ts'

/** A conductor that has not closed its run by then is terminated. */
const closeMs = 3000

export interface RemoteSessionOptions {
  readonly opened: Opened
  readonly notices: readonly Notice[]
  readonly control: Remote<ConductorControl>
  /** Cut with one sentence when the conductor's worker dies. The session cuts it when it is closed. */
  readonly lifeline: Lifeline
  readonly onClose: () => void
}

/** A run as the page has it: all events so far, and calls to the conductor, each of which settles. */
export class RemoteSession implements Session {
  readonly header: RunHeader
  readonly notices: readonly Notice[]
  readonly restored?: Restored
  readonly #control: Remote<ConductorControl>
  readonly #lifeline: Lifeline
  readonly #onClose: () => void
  readonly #listeners = new Set<(update: SessionUpdate) => void>()
  readonly #events: TraceEvent[] = []
  #clock: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }
  readonly #ignoreCut: () => void
  #closing: Promise<void> | null = null

  constructor(options: RemoteSessionOptions) {
    const { opened, notices, lifeline } = options
    this.header = opened.header
    this.notices = notices
    if (opened.restored !== null) this.restored = opened.restored
    this.#control = options.control
    this.#lifeline = lifeline
    this.#onClose = options.onClose
    this.#ignoreCut = lifeline.whenCut(error => {
      this.#tell([], { ...this.#clock, playing: false, achieved: 0, broken: error.message })
    })
  }

  get clock(): ClockState {
    return this.#clock
  }

  /** Takes in a batch, and says so: the conductor waits for a page that is too far behind. */
  take(message: Extract<PageMessage, { type: 'Update' }>): Acknowledgement {
    for (const event of message.events) this.#events.push(event)
    this.#tell(message.events, message.clock)
    return { events: this.#events.length }
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    // A listener of its own, so that one function may listen twice.
    const own = (update: SessionUpdate): void => listener(update)
    this.#listeners.add(own)
    own({ events: this.#events.slice(), clock: this.#clock })
    return () => this.#listeners.delete(own)
  }

  do: Session['do'] = action => this.#ask(() => this.#control.do(action))
  until: Session['until'] = (check, options = {}) => this.#ask(() => this.#control.until(check, options))
  check: Session['check'] = check => this.#ask(() => this.#control.check(check))
  now: Session['now'] = () => this.#ask(() => this.#control.now())
  play: Session['play'] = () => this.#ask(() => this.#control.play())
  pause: Session['pause'] = () => this.#ask(() => this.#control.pause())
  step: Session['step'] = () => this.#ask(() => this.#control.step())
  speed: Session['speed'] = factor => this.#ask(() => this.#control.speed(factor))
  runUntil: Session['runUntil'] = at => this.#ask(() => this.#control.runUntil(at))
  traceHash: Session['traceHash'] = () => this.#ask(() => this.#control.traceHash())
  exportRun: Session['exportRun'] = () => this.#ask(() => this.#control.exportRun())

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#lifeline.ended === null) {
      // Asked before the cut, after which no call is made.
      const finished = this.#control.close()
      // A closed run is not a broken one.
      this.#ignoreCut()
      this.#lifeline.cut('This run is closed.')
      await within(closeMs, finished, () => new Error('The conductor did not close the run.')).catch(
        () => undefined,
      )
    }
    this.#onClose()
  }

  /** The caller gets `{ refused }` for everything that keeps the call from its result. */
  async #ask<A extends Promise<unknown>>(call: () => A): Answer<Awaited<A>> {
    try {
      // Comlink promises each kind of answer apart, hence the cast of the union.
      return (await this.#lifeline.answer(call as () => Promise<Awaited<A>>)) as Awaited<A>
    } catch (error) {
      return { refused: sentenceOf(error) }
    }
  }

  #tell(events: readonly TraceEvent[], clock: ClockState): void {
    this.#clock = clock
    for (const listener of this.#listeners) listener({ events, clock })
  }
}
