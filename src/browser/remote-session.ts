import type { Remote } from 'comlink'
import type {
  Answer,
  ClockState,
  Lifeline,
  Notice,
  RefusedAct,
  Restored,
  Session,
} from '../conductor/index.ts'
import type { Chapter } from '../trace/chapter.ts'
import type { Check, Verdict } from '../trace/check.ts'
import type { EventLog } from '../trace/event-log/event-log.ts'
import type { VirtualTime } from '../trace/identifiers.ts'
import type { OwnLamp } from '../trace/own-lamp.ts'
import type { Plain } from '../trace/plain.ts'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import type { RunHeader } from '../trace/run-file.ts'
import type { ScriptOutcome } from '../trace/script.ts'
import type { WatchDecision } from '../trace/watch-checks.ts'
import type { ConductorControl, Opened } from './open-request.ts'
import { refusalOfCall } from './refusal-of-call.ts'
import type { BranchRecord } from './run-catalog.ts'
import { saveChapters, saveLamps } from './run-list.ts'
import { withTimeout } from './with-timeout.ts'
import type { Acknowledgement, PageMessage } from './worker-protocol.ts'

/** A conductor that has not closed its run after this time is terminated. */
const closeMs = 3000

/** A session whose events are in a log, which the page reads at any position. */
export interface LoggedSession extends Omit<Session, 'subscribe'> {
  /** Id of the run where it is stored. */
  readonly runId: string
  /** All settings of the run, those that the header does not change included. */
  readonly settings: Plain
  /** Every event of the run so far. */
  readonly log: EventLog
  readonly clock: ClockState
  /** The origin of a branch; null for other runs. */
  readonly branch: BranchRecord | null
  /** The acts of the parent that are impossible in this branch. */
  readonly refusedActs: readonly RefusedAct[]
  /** The outcome of the script by which the run was opened; null: there was none. */
  readonly script: ScriptOutcome | null
  /** Resolves when the log has all events up to the computed instant `at`. */
  received(at: VirtualTime): Promise<void>
  /** Names a branch in its run files. */
  rename(name: string | null): Answer<void>
  /** Decided lamps, also those of events that the page does not show yet. Grows in place. */
  readonly decisions: readonly WatchDecision[]
  /** Lamps that a person added. */
  readonly ownLamps: readonly OwnLamp[]
  /** Chapters that a person chose; null: those that the trace suggests. */
  readonly chapters: readonly Chapter[] | null
  setChapters(chapters: readonly Chapter[] | null): void
  /**
   * Calls the listener at once and after each batch of events, which are in `log` by then. Returns the function that
   * ends the subscription.
   */
  subscribe(listener: (clock: ClockState) => void): () => void
}

export interface RemoteSessionOptions {
  readonly opened: Opened
  readonly notices: readonly Notice[]
  readonly control: Remote<ConductorControl>
  /** Cut with the reason when the conductor's worker dies. Closing the session cuts it, too. */
  readonly lifeline: Lifeline
  /** Holds the events of a replay already. The session appends the others. */
  readonly log: EventLog
  readonly onClose: () => void
}

/** The page's side of a run in the conductor's worker. Every call settles. */
export class RemoteSession implements LoggedSession {
  readonly runId: string
  readonly header: RunHeader
  readonly settings: Plain
  readonly notices: readonly Notice[]
  readonly restored?: Restored
  readonly log: EventLog
  readonly branch: BranchRecord | null
  readonly refusedActs: readonly RefusedAct[]
  readonly script: ScriptOutcome | null
  readonly #control: Remote<ConductorControl>
  readonly #lifeline: Lifeline
  readonly #onClose: () => void
  readonly #listeners = new Set<(clock: ClockState) => void>()
  readonly #decisions: WatchDecision[] = []
  #ownLamps: readonly OwnLamp[]
  #chapters: readonly Chapter[] | null
  #clock: ClockState = { now: 0, playing: false, speed: 1, achieved: 0, broken: null }
  readonly #ignoreCut: () => void
  #closing: Promise<void> | null = null

  constructor(options: RemoteSessionOptions) {
    const { opened, notices, lifeline, log } = options
    this.log = log
    this.runId = opened.runId
    this.header = opened.header
    this.settings = opened.settings
    this.notices = notices
    this.branch = opened.branch
    this.refusedActs = opened.refusedActs
    this.script = opened.script
    this.#ownLamps = opened.ownLamps
    this.#chapters = opened.chapters
    if (opened.restored !== null) this.restored = opened.restored
    this.#control = options.control
    this.#lifeline = lifeline
    this.#onClose = options.onClose
    this.#ignoreCut = lifeline.whenCut(error => {
      this.#publish({ ...this.#clock, playing: false, achieved: 0, broken: error.refusal })
    })
  }

  get clock(): ClockState {
    return this.#clock
  }

  get decisions(): readonly WatchDecision[] {
    return this.#decisions
  }

  get ownLamps(): readonly OwnLamp[] {
    return this.#ownLamps
  }

  get chapters(): readonly Chapter[] | null {
    return this.#chapters
  }

  setChapters(chapters: readonly Chapter[] | null): void {
    this.#chapters = chapters
    void saveChapters(this.runId, chapters)
    this.#publish(this.#clock)
  }

  /** Appends a batch to the log. The conductor needs the acknowledgement: it waits while the page is too far behind. */
  receive(message: Extract<PageMessage, { type: 'Update' }>): Acknowledgement {
    this.log.append(message.events)
    this.#decisions.push(...message.decisions)
    this.#publish(message.clock)
    return { events: this.log.length }
  }

  subscribe(listener: (clock: ClockState) => void): () => void {
    // Wrapped, so that the same function can subscribe twice.
    const subscription = (clock: ClockState): void => listener(clock)
    this.#listeners.add(subscription)
    subscription(this.#clock)
    return () => this.#listeners.delete(subscription)
  }

  /** Resolves when the log has all events up to the instant `at`. */
  received(at: VirtualTime): Promise<void> {
    return this.#until(() => this.#clock.now >= at)
  }

  do: Session['do'] = action => this.#call(() => this.#control.do(action))
  until: Session['until'] = (check, options = {}) => this.#call(() => this.#control.until(check, options))
  /** Evaluated here, because only the page keeps the whole trace. */
  check: Session['check'] = check => this.#call(() => this.#verdictOver(check))
  /** Judges the events up to now here, because only the page keeps them, and the later ones in the conductor. */
  addLamp: Session['addLamp'] = lamp => this.#call(() => this.#addLamp(lamp))
  removeLamp: Session['removeLamp'] = id =>
    this.#call(async () => {
      const removed = await this.#control.removeLamp(id)
      if (!isRefused(removed)) this.#setOwnLamps(this.#ownLamps.filter(lamp => lamp.id !== id))
      return removed
    })
  renameLamp: Session['renameLamp'] = (id, words) =>
    this.#call(async () => {
      const renamed = await this.#control.renameLamp(id, words)
      if (!isRefused(renamed))
        this.#setOwnLamps(this.#ownLamps.map(lamp => (lamp.id === id ? { ...lamp, words } : lamp)))
      return renamed
    })
  stopAtLamp: Session['stopAtLamp'] = (id, stops) => this.#call(() => this.#control.stopAtLamp(id, stops))
  now: Session['now'] = () => this.#call(() => this.#control.now())
  play: Session['play'] = () => this.#call(() => this.#control.play())
  pause: Session['pause'] = () => this.#call(() => this.#control.pause())
  step: Session['step'] = () => this.#call(() => this.#control.step())
  speed: Session['speed'] = factor => this.#call(() => this.#control.speed(factor))
  runUntil: Session['runUntil'] = at => this.#call(() => this.#control.runUntil(at))
  traceHash: Session['traceHash'] = () => this.#call(() => this.#control.traceHash())
  exportRun: Session['exportRun'] = () => this.#call(() => this.#control.exportRun())

  exportJournal: Session['exportJournal'] = () => this.#call(() => this.#control.exportJournal())

  rename: LoggedSession['rename'] = name => this.#call(() => this.#control.rename(name))

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#lifeline.ended === null) {
      // Called before the cut, because a cut lifeline lets no call through.
      const finished = this.#control.close()
      // Otherwise the cut would be published as a broken run.
      this.#ignoreCut()
      this.#lifeline.cut(refuse('run-closed'))
      await withTimeout(closeMs, finished, () => new Error('The conductor did not close the run.')).catch(
        () => undefined,
      )
    }
    this.#onClose()
  }

  async #verdictOver(check: Check): Promise<Verdict | Refused> {
    const now = await this.#control.now()
    if (isRefused(now)) return now
    await this.received(now)
    const { log } = this
    if (log.firstHeld > 0) return refuse('events-dropped', { from: log.heldFrom })
    const { verdictOverLog } = await import('./judge-log.ts')
    return verdictOverLog(check, log, now)
  }

  async #addLamp(lamp: OwnLamp): Answer<number> {
    const judgedFrom = await this.#control.addLamp(lamp)
    if (isRefused(judgedFrom)) return judgedFrom
    await this.#until(() => this.log.length >= judgedFrom)
    const { decisionsInLog } = await import('./judge-log.ts')
    this.#decisions.push(...(await decisionsInLog(lamp, this.log, judgedFrom)))
    this.#setOwnLamps([...this.#ownLamps.filter(({ id }) => id !== lamp.id), lamp])
    return judgedFrom
  }

  #setOwnLamps(lamps: readonly OwnLamp[]): void {
    this.#ownLamps = lamps
    void saveLamps(this.runId, lamps)
    this.#publish(this.#clock)
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise(resolve => {
      if (holds()) return resolve()
      const unsubscribe = this.subscribe(() => {
        if (!holds()) return
        unsubscribe()
        resolve()
      })
    })
  }

  /** Resolves to `{ refused }` where the call fails or the lifeline is cut. */
  async #call<A extends Promise<unknown>>(call: () => A): Answer<Awaited<A>> {
    try {
      // Cast because Comlink types the result as a union of promises.
      return (await this.#lifeline.answer(call as () => Promise<Awaited<A>>)) as Awaited<A>
    } catch (error) {
      return refusalOfCall(error)
    }
  }

  #publish(clock: ClockState): void {
    this.#clock = clock
    for (const listener of this.#listeners) listener(clock)
  }
}
