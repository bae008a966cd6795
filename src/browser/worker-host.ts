import * as Comlink from 'comlink'
import { type Grant, type GrantResult, type Host, HostDied, type TapedRound } from '../conductor/index.ts'
import type { Envelope } from '../runtime/participant.ts'
import type { Action } from '../trace/action.ts'
import type { Crash } from '../trace/crash.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { RefusalError, refusalOfCrash } from '../trace/refusal-error.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import type { StoreOperation } from './store-operations.ts'
import { requestedLoopLimitMs } from './watchdog.ts'
import { type LateCall, WorkerLifeline } from './worker-lifeline.ts'
import type { AnswerMessage, BootRequest, GrantMessage, ParticipantControl } from './worker-protocol.ts'

/** Wall time limit of a start call in ms. */
const startMs = 30_000

export interface WorkerRemotePorts {
  readonly control: MessagePort
  readonly work: MessagePort
}

interface Connection {
  readonly ends: WorkerRemotePorts
  readonly control: Comlink.Remote<ParticipantControl>
}

interface PendingRound {
  resolve(result: GrantResult): void
  reject(error: Error): void
}

export interface WorkerHostOptions {
  readonly id: ParticipantId
  /** `reusable`: the worker is idle, so it can serve another run. */
  readonly onTerminate: (reusable: boolean) => void
  /** Stores the changes of a database. Never rejects. */
  readonly store: (operations: readonly StoreOperation[]) => Promise<void>
}

/** The conductor's handle of a participant in its own worker. */
export class WorkerHost implements Host {
  readonly id: ParticipantId
  readonly #lifeline: WorkerLifeline
  readonly #onTerminate: WorkerHostOptions['onTerminate']
  readonly #store: WorkerHostOptions['store']
  readonly #connected: Promise<Connection>
  #connect: (connection: Connection) => void = () => undefined
  #connection: Connection | null = null
  #round = 0
  #pending: PendingRound | null = null
  #silentMs = 0
  /** True after a `FailNext` that requests an endless loop; the watchdog then waits less. */
  #loopRequested = false
  #deathReason: Refused | null = null
  #booted = false

  constructor({ id, onTerminate, store }: WorkerHostOptions) {
    this.id = id
    this.#lifeline = new WorkerLifeline(id)
    this.#onTerminate = onTerminate
    this.#store = store
    this.#connected = new Promise(resolve => {
      this.#connect = resolve
    })
  }

  /** Called when the page has started the worker. */
  connect(ends: WorkerRemotePorts): void {
    this.#connection = { ends, control: Comlink.wrap<ParticipantControl>(ends.control) }
    ends.work.onmessage = (event: MessageEvent<AnswerMessage>) => this.#onAnswer(event.data)
    this.#connect(this.#connection)
  }

  async boot(request: BootRequest): Promise<void> {
    await this.#call('worker-not-started', control => control.hello())
    const refused = await this.#call('worker-not-created', control => control.boot(request))
    if (refused !== undefined) throw new RefusalError(refused)
    this.#booted = true
  }

  async openChannels(peers: readonly ParticipantId[]): Promise<void> {
    await this.#call('worker-not-connected', control => control.openChannels(peers))
  }

  /** Handles rounds that a replay in another thread has completed. */
  async relive(rounds: readonly TapedRound[]): Promise<void> {
    await this.#call('worker-not-caught-up', control => control.relive(rounds))
  }

  /** Takes over the envelopes that are on their way after the relived rounds. */
  async takeOver(waiting: readonly Envelope[]): Promise<void> {
    await this.#call('worker-not-caught-up', control => control.takeOver(waiting))
  }

  advance(grant: Grant): Promise<GrantResult> {
    this.#round += 1
    this.#silentMs = 0
    this.#loopRequested ||= grant.commands.some(({ action }) => isEndless(action))
    return new Promise((resolve, reject) => {
      if (this.#deathReason !== null) return reject(new HostDied(this.id, this.#deathReason))
      this.#pending = { resolve, reject }
      const message: GrantMessage = { round: this.#round, grant }
      this.#connection?.ends.work.postMessage(message)
    })
  }

  terminate(): void {
    this.#end(false)
  }

  retire(): void {
    this.#end(this.#booted && this.#deathReason === null && this.#pending === null)
  }

  #end(reusable: boolean): void {
    this.#deathReason = refuse('worker-terminated', { participant: this.id })
    this.#lifeline.cut(this.#deathReason)
    this.#takePending()?.reject(new HostDied(this.id, this.#deathReason))
    this.#connection?.ends.work.close()
    this.#connection?.control[Comlink.releaseProxy]()
    this.#onTerminate(reusable)
  }

  /** Ends the host because the worker's script crashed; null: the script could not be loaded. */
  crash(crash: Crash | null): void {
    const participant = this.id
    this.fail(
      crash === null
        ? refuse('worker-not-loaded', { participant })
        : { ...refuse('worker-crashed', { participant, name: crash.name }), detail: crash.detail },
    )
  }

  fail(reason: Refused, endless = false): void {
    this.#deathReason = reason
    this.#lifeline.cut(reason)
    this.#takePending()?.reject(new HostDied(this.id, reason, endless))
  }

  /** Adds `ms` of wall time to the running round. A round beyond the limit counts as hanging and ends the host. */
  onWatchdogTick(ms: number, limitMs: number): void {
    if (this.#pending === null) return
    this.#silentMs += ms
    const limit = this.#loopRequested ? Math.min(limitMs, requestedLoopLimitMs) : limitMs
    if (this.#silentMs >= limit)
      this.fail(refuse('round-not-finished', { participant: this.id, seconds: limit / 1000 }), true)
  }

  #call<T>(late: LateCall, invoke: (control: Comlink.Remote<ParticipantControl>) => Promise<T>): Promise<T> {
    return this.#lifeline.call(() => this.#connected.then(({ control }) => invoke(control)), startMs, late)
  }

  #onAnswer(message: AnswerMessage): void {
    if ('crashed' in message) {
      this.crash(message.crashed)
      return
    }
    if (message.round !== this.#round) return
    const { answer, stored } = message
    const pending = this.#takePending()
    if (pending === null) return
    // An endless loop that was requested in the replay, where no watchdog existed.
    if ('thrown' in answer && answer.thrown.name === 'EndlessRound')
      pending.reject(new HostDied(this.id, refuse('round-endless', { participant: this.id }), true))
    else if ('thrown' in answer)
      pending.reject(
        new RefusalError(
          refuse('failed-outside-actors', { participant: this.id, reason: refusalOfCrash(answer.thrown) }),
        ),
      )
    else if (stored === undefined) pending.resolve(answer.result)
    else this.#store(stored).then(() => pending.resolve(answer.result), pending.reject)
  }

  #takePending(): PendingRound | null {
    const waiting = this.#pending
    this.#pending = null
    return waiting
  }
}

const isEndless = (action: Action): boolean => action.type === 'FailNext' && action.fault === 'endless-loop'
