import type { Remote } from 'comlink'
import type { ClockState, Notice, Restored, Session, SessionUpdate } from '../conductor/index.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import type { ConductorControl, Opened } from './open-order.ts'
import type { Acknowledgement, PageMessage } from './worker-protocol.ts'

export interface RemoteSessionOptions {
  readonly opened: Opened
  readonly notices: readonly Notice[]
  readonly control: Remote<ConductorControl>
  /** Rejects with one sentence when the conductor's worker dies. */
  readonly died: Promise<never>
  readonly onClose: () => void
}

/** A run as the page has it: all events so far, and calls to the conductor, each raced against its death. */
export class RemoteSession implements Session {
  readonly header: RunHeader
  readonly notices: readonly Notice[]
  readonly restored?: Restored
  readonly #control: Remote<ConductorControl>
  readonly #died: Promise<never>
  readonly #onClose: () => void
  readonly #listeners = new Set<(update: SessionUpdate) => void>()
  readonly #events: TraceEvent[] = []
  #clock: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }

  constructor(options: RemoteSessionOptions) {
    const { opened, notices } = options
    this.header = opened.header
    this.notices = notices
    if (opened.restored !== null) this.restored = opened.restored
    this.#control = options.control
    this.#died = options.died
    this.#onClose = options.onClose
    options.died.catch((error: Error) => {
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

  do: Session['do'] = action => this.#race(this.#control.do(action))
  until: Session['until'] = (check, options = {}) => this.#race(this.#control.until(check, options))
  check: Session['check'] = check => this.#race(this.#control.check(check))
  now: Session['now'] = () => this.#race(this.#control.now())
  play: Session['play'] = () => this.#race(this.#control.play())
  pause: Session['pause'] = () => this.#race(this.#control.pause())
  step: Session['step'] = () => this.#race(this.#control.step())
  speed: Session['speed'] = factor => this.#race(this.#control.speed(factor))
  runUntil: Session['runUntil'] = at => this.#race(this.#control.runUntil(at))
  traceHash: Session['traceHash'] = () => this.#race(this.#control.traceHash())
  exportRun: Session['exportRun'] = () => this.#race(this.#control.exportRun())

  async close(): Promise<void> {
    try {
      await this.#race(this.#control.close())
    } finally {
      this.#onClose()
    }
  }

  /** Comlink promises each kind of answer apart, hence the union. */
  #race<A extends Promise<unknown>>(answer: A): Promise<Awaited<A>> {
    return Promise.race([answer, this.#died]) as Promise<Awaited<A>>
  }

  #tell(events: readonly TraceEvent[], clock: ClockState): void {
    this.#clock = clock
    for (const listener of this.#listeners) listener({ events, clock })
  }
}
