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
import { withTimeout } from './with-timeout.ts'
import type { Acknowledgement, PageMessage } from './worker-protocol.ts'

/** Wall time in ms for the conductor to close its run; it is terminated afterwards. */
const closeMs = 3000

export interface RemoteSessionOptions {
  readonly opened: Opened
  readonly notices: readonly Notice[]
  readonly control: Remote<ConductorControl>
  /** Cut with one sentence when the conductor's worker dies, and by the session on close. */
  readonly lifeline: Lifeline
  readonly onClose: () => void
}

/** The page's copy of a run: all events so far, and calls to the conductor, each of which settles. */
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
      this.#notify([], { ...this.#clock, playing: false, achieved: 0, broken: error.message })
    })
  }

  get clock(): ClockState {
    return this.#clock
  }

  /** Adds a batch and returns its acknowledgement, because the conductor waits for a page that is too far behind. */
  receive(message: Extract<PageMessage, { type: 'Update' }>): Acknowledgement {
    for (const event of message.events) this.#events.push(event)
    this.#notify(message.events, message.clock)
    return { events: this.#events.length }
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    // Wrapped, so that the same function can subscribe twice.
    const wrapped = (update: SessionUpdate): void => listener(update)
    this.#listeners.add(wrapped)
    wrapped({ events: this.#events.slice(), clock: this.#clock })
    return () => this.#listeners.delete(wrapped)
  }

  do: Session['do'] = action => this.#call(() => this.#control.do(action))
  until: Session['until'] = (check, options = {}) => this.#call(() => this.#control.until(check, options))
  check: Session['check'] = check => this.#call(() => this.#control.check(check))
  now: Session['now'] = () => this.#call(() => this.#control.now())
  play: Session['play'] = () => this.#call(() => this.#control.play())
  pause: Session['pause'] = () => this.#call(() => this.#control.pause())
  step: Session['step'] = () => this.#call(() => this.#control.step())
  speed: Session['speed'] = factor => this.#call(() => this.#control.speed(factor))
  runUntil: Session['runUntil'] = at => this.#call(() => this.#control.runUntil(at))
  traceHash: Session['traceHash'] = () => this.#call(() => this.#control.traceHash())
  exportRun: Session['exportRun'] = () => this.#call(() => this.#control.exportRun())

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#lifeline.ended === null) {
      // Called before the cut, because calls are refused after it.
      const finished = this.#control.close()
      // Otherwise the clock would report the closed run as broken.
      this.#ignoreCut()
      this.#lifeline.cut('This run is closed.')
      await withTimeout(closeMs, finished, () => new Error('The conductor did not close the run.')).catch(
        () => undefined,
      )
    }
    this.#onClose()
  }

  /** Calls the conductor; a failure becomes `{ refused }`. */
  async #call<A extends Promise<unknown>>(call: () => A): Answer<Awaited<A>> {
    try {
      // Cast, because comlink maps each member of the answer union to a promise of its own.
      return (await this.#lifeline.answer(call as () => Promise<Awaited<A>>)) as Awaited<A>
    } catch (error) {
      return { refused: sentenceOf(error) }
    }
  }

  #notify(events: readonly TraceEvent[], clock: ClockState): void {
    this.#clock = clock
    for (const listener of this.#listeners) listener({ events, clock })
  }
}
