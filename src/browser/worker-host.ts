import * as Comlink from 'comlink'
import { type Grant, type GrantResult, type Host, HostDied } from '../conductor/index.ts'
import type { Action } from '../trace/action.ts'
import type { ParticipantId } from '../trace/trace-event.ts'
import { WorkerLifeline } from './alive-call.ts'
import { requestedLimitMs } from './watchdog.ts'
import type { AnswerMessage, BootRequest, GrantMessage, ParticipantControl } from './worker-protocol.ts'

const startMs = 30_000

export interface WorkerEnds {
  readonly control: MessagePort
  readonly work: MessagePort
}

interface Connection {
  readonly ends: WorkerEnds
  readonly control: Comlink.Remote<ParticipantControl>
}

interface Waiting {
  resolve(result: GrantResult): void
  reject(error: Error): void
}

/** A participant in a worker of its own, seen from the conductor. */
export class WorkerHost implements Host {
  readonly id: ParticipantId
  readonly #lifeline: WorkerLifeline
  readonly #onTerminate: () => void
  readonly #connected: Promise<Connection>
  #connect: (connection: Connection) => void = () => undefined
  #connection: Connection | null = null
  #round = 0
  #waiting: Waiting | null = null
  #silentMs = 0
  /** Somebody wants to see it loop for ever. */
  #mayLoop = false
  #dead: string | null = null

  constructor(id: ParticipantId, onTerminate: () => void) {
    this.id = id
    this.#lifeline = new WorkerLifeline(id)
    this.#onTerminate = onTerminate
    this.#connected = new Promise(resolve => {
      this.#connect = resolve
    })
  }

  /** The page has made the worker. */
  connect(ends: WorkerEnds): void {
    this.#connection = { ends, control: Comlink.wrap<ParticipantControl>(ends.control) }
    ends.work.onmessage = (event: MessageEvent<AnswerMessage>) => this.#onAnswer(event.data)
    this.#connect(this.#connection)
  }

  async boot(order: BootRequest): Promise<void> {
    await this.#call('start', control => control.hello())
    await this.#call('make its participant', control => control.boot(order))
  }

  async meet(peers: readonly ParticipantId[]): Promise<void> {
    await this.#call('open its channels', control => control.meet(peers))
  }

  advance(grant: Grant): Promise<GrantResult> {
    this.#round += 1
    this.#silentMs = 0
    this.#mayLoop ||= grant.commands.some(({ action }) => isEndless(action))
    return new Promise((resolve, reject) => {
      if (this.#dead !== null) return reject(new HostDied(this.id, this.#dead))
      this.#waiting = { resolve, reject }
      const message: GrantMessage = { round: this.#round, grant }
      this.#connection?.ends.work.postMessage(message)
    })
  }

  terminate(): void {
    this.#dead = 'was terminated'
    this.#lifeline.cut(this.#dead)
    this.#settle()?.reject(new HostDied(this.id, this.#dead))
    this.#connection?.ends.work.close()
    this.#connection?.control[Comlink.releaseProxy]()
    this.#onTerminate()
  }

  died(why: string, endless = false): void {
    this.#dead = why
    this.#lifeline.cut(why)
    this.#settle()?.reject(new HostDied(this.id, why, endless))
  }

  /** The watchdog tells how long it has watched; a round that takes longer than `limitMs` is the last. */
  watched(ms: number, limitMs: number): void {
    if (this.#waiting === null) return
    this.#silentMs += ms
    const limit = this.#mayLoop ? Math.min(limitMs, requestedLimitMs) : limitMs
    if (this.#silentMs >= limit) this.died(`did not finish a round within ${limit / 1000} s`, true)
  }

  #call<T>(what: string, ask: (control: Comlink.Remote<ParticipantControl>) => Promise<T>): Promise<T> {
    return this.#lifeline.call(
      this.#connected.then(({ control }) => ask(control)),
      startMs,
      what,
    )
  }

  #onAnswer(message: AnswerMessage): void {
    if ('crashed' in message) {
      this.died(`crashed: ${message.crashed}`)
      return
    }
    if (message.round !== this.#round) return
    const { answer } = message
    if ('result' in answer) this.#settle()?.resolve(answer.result)
    else this.#settle()?.reject(new Error(`[${this.id}] failed outside its actors: ${answer.thrown}`))
  }

  #settle(): Waiting | null {
    const waiting = this.#waiting
    this.#waiting = null
    return waiting
  }
}

const isEndless = (action: Action): boolean => action.type === 'FailNext' && action.fault === 'endless-loop'
