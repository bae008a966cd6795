import type { Conductor, Performed } from '../conductor/conductor.ts'
import { entriesOf, type WriterState } from '../scenarios/cqrs/writer-state.ts'
import { lampsOf } from '../scenarios/lamps.ts'
import type { Action } from '../trace/action.ts'
import { addressOf } from '../trace/actor-path.ts'
import type { ClusterView } from '../trace/cluster-view.ts'
import { emptyView, Folding } from '../trace/fold.ts'
import type { ParticipantId } from '../trace/identifiers.ts'
import { isRefused, type Refused } from '../trace/refused.ts'
import { type RunHeader, runFileFormat, runFileVersion } from '../trace/run-file.ts'
import type { TraceEvent } from '../trace/trace-event.ts'
import { membersHave, nodesAgree } from '../trace/views-agree.ts'
import { CheckWatch, type WatchDecision } from '../trace/watch-checks.ts'
import { ActCount } from './act-count.ts'
import { FaultSchedule, writtenKeys } from './fault-schedule.ts'
import { type Scene, sceneOf } from './scene.ts'
import { simulate } from './simulation.ts'
import { drawSwarmPlan, firstSeedNode, type SwarmPlan } from './swarm-plan.ts'

export const cqrsHeader = (seed: number, settings: RunHeader['settings'] = {}): RunHeader => ({
  format: runFileFormat,
  version: runFileVersion,
  build: 'test',
  scenario: 'cqrs',
  seed,
  settings,
})

interface RandomRunOptions {
  /** Default: drawn from the seed. */
  readonly plan?: SwarmPlan
  /** Called after each step with the view so far and the events since the last call. */
  readonly observe?: (view: ClusterView, events: readonly TraceEvent[]) => void
  /** The command that switches what the client does without an answer. Default: it asks once. */
  readonly asking?: 'AskAgain' | 'AskAgainWithKeys'
  /** Counts the acts of the run. Default: a new count. */
  readonly acts?: ActCount
}

export interface RandomRun {
  readonly conductor: Conductor
  readonly plan: SwarmPlan
  /** Expectations that were not met in time, one sentence each. */
  readonly stuck: readonly string[]
  /** The writer's entries at the end; null without a writer. */
  readonly finalState: Readonly<Record<string, string>> | null
  /** Entries at the end of each reader that is connected to the writer, by node. */
  readonly readers: { readonly [node: ParticipantId]: Readonly<Record<string, string>> | null }
  /** All decisions about the lamps of `cqrs`, in their order. */
  readonly lamps: readonly WatchDecision[]
}

const formedWithinMs = 60_000
const healedWithinMs = 180_000
const progressWithinMs = 90_000
/** Interval, in virtual ms, at which stopped nodes are started again and writes are repeated during a wait. */
const retryMs = 5000
const stepMs = 1000

/**
 * Runs `forMs` virtual ms of random actions and faults on `cqrs`. Then links heal and stopped nodes start again, and a
 * power failure leaves only stored data; writer and readers must work after it. In some runs a minority then fails
 * permanently, and the majority must still make progress.
 */
export function randomRun(seed: number, forMs: number, options: RandomRunOptions = {}): RandomRun {
  return new Swarm(seed, options).run(forMs)
}

class Swarm {
  readonly #plan: SwarmPlan
  readonly #schedule: FaultSchedule
  readonly #conductor: Conductor
  readonly #observe: NonNullable<RandomRunOptions['observe']>
  readonly #acts: ActCount
  readonly #asking: RandomRunOptions['asking']
  readonly #stuck: string[] = []
  readonly #folding = new Folding()
  readonly #lamps = new CheckWatch(lampsOf('cqrs'), this.#folding.draft)
  #view: ClusterView = emptyView
  #folded = 0

  constructor(
    seed: number,
    {
      plan = drawSwarmPlan(seed),
      observe = () => undefined,
      acts = new ActCount(),
      asking,
    }: RandomRunOptions,
  ) {
    this.#plan = plan
    this.#observe = observe
    this.#acts = acts
    this.#asking = asking
    this.#schedule = new FaultSchedule(seed, plan, acts)
    const conductor = simulate(cqrsHeader(seed, plan.settings), { until: 0 })
    if (isRefused(conductor)) throw new Error(conductor.refused)
    this.#conductor = conductor
  }

  run(forMs: number): RandomRun {
    this.#form()
    this.#trouble(forMs)
    if (!this.#plan.fullShutdown || !this.#shutDown(forMs / 2)) this.#heal()
    this.#do({ type: 'PowerFailure' })
    // The view shows the cluster from before the failure until the failure's own instant is computed.
    this.#advance(1)
    this.#await(
      'all nodes are Up after the power failure',
      healedWithinMs,
      () => this.#allUp(),
      () => this.#startStopped(),
    )
    let followers = this.#plan.nodes
    this.#awaitProgress('with all nodes', followers)
    if (this.#plan.ending === 'heal majority') {
      followers = this.#failMinority()
      this.#await('the majority agrees that it is alone', progressWithinMs, () => this.#allUp(followers))
      this.#awaitProgress('without a minority that failed for good', followers)
    }
    const readers: Record<ParticipantId, Readonly<Record<string, string>> | null> = {}
    for (const id of this.#readersOf(followers)) readers[id] = this.#readerState(id)
    return {
      conductor: this.#conductor,
      plan: this.#plan,
      stuck: this.#stuck,
      finalState: this.#writerState(),
      readers,
      lamps: this.#lamps.pass(this.#conductor.frontier),
    }
  }

  #form(): void {
    this.#advance(1)
    for (const participant of this.#plan.absent) this.#do({ type: 'Kill', participant })
    for (const { id, role } of this.#plan.extra) this.#do({ type: 'Start', participant: id, roles: [role] })
    this.#await('the cluster forms', formedWithinMs, () => this.#allUp())
    const type = this.#asking
    if (type !== undefined)
      this.#do({ type: 'Tell', participant: 'client', actor: '/user/client', message: { type } })
  }

  #trouble(forMs: number): void {
    const until = this.#conductor.frontier + forMs
    while (this.#conductor.frontier < until) {
      this.#advance(this.#schedule.pauseMs())
      // The fault may be refused, for example when the actor's node has just ended.
      this.#try(this.#schedule.next(this.#scene))
    }
  }

  /**
   * Prepares the shutdown of the whole cluster in the middle of the faults, which then go on. Once they heal, every member
   * must be ready, and all of them leave at the same time. False when no node can begin the preparation.
   */
  #shutDown(forMs: number): boolean {
    const scene = this.#scene
    const up = this.#plan.nodes.find(id => this.#isRunning(id) && scene.statusOf(id) === 'Up')
    if (up === undefined) {
      this.#acts.leftOut('full shutdown', 'no node is Up')
      return false
    }
    this.#do({ type: 'PrepareForShutdown', node: up })
    this.#trouble(forMs)
    this.#healFaults()
    this.#await(
      'every member is ready for the shutdown',
      healedWithinMs,
      () => this.#allReady(),
      () => {
        const { orphans, unwelcomed } = this.#scene
        for (const participant of [...orphans, ...unwelcomed]) this.#do({ type: 'Kill', participant })
      },
    )
    const members = this.#plan.nodes.filter(id => this.#scene.statusOf(id) !== null)
    for (const node of members) this.#try({ type: 'Leave', node })
    // The other nodes asked to join in vain; they may found a new cluster now.
    this.#await('all members have left', progressWithinMs, () => !members.some(id => this.#isRunning(id)))
    this.#startStopped()
    this.#repairDatabase()
    return true
  }

  /**
   * True when all members see each other in the last status of the preparation. Joining and WeaklyUp members stay as they are,
   * and members whose preparation ended with the node that began it stay Up, in Pekko as well (CS-9).
   */
  #allReady(): boolean {
    const members = this.#plan.nodes.filter(id => this.#scene.statusOf(id) !== null)
    const participants = Object.fromEntries(members.map(id => [id, this.#view.participants[id]!]))
    if (members.length === 0) return true
    if (!nodesAgree({ participants })) return false
    const beliefs = Object.values(participants).flatMap(node => Object.values(node.beliefs))
    const isPrepared = beliefs.some(({ status }) => status.endsWith('ForShutdown'))
    const settled = isPrepared ? 'ReadyForShutdown' : 'Up'
    return beliefs.every(
      ({ status, reachable }) =>
        reachable && (status === settled || (isPrepared && (status === 'Joining' || status === 'WeaklyUp'))),
    )
  }

  #heal(): void {
    this.#healFaults()
    this.#startStopped()
    this.#repairDatabase()
    this.#await(
      'all nodes are Up once everything heals',
      healedWithinMs,
      () => this.#allUp(),
      () => this.#startStopped(),
    )
  }

  #repairDatabase(): void {
    if (this.#plan.databaseFaults) this.#do({ type: 'RepairDatabase', participant: 'database' })
  }

  /** Everything heals; stopped participants stay stopped. */
  #healFaults(): void {
    this.#do({ type: 'Heal' })
    this.#do({ type: 'SetLinks', latency: null, lossPercent: 0 })
    for (const { id } of this.#conductor.participants.slots) {
      if (this.#conductor.participants.find(id)?.frozen != null) this.#do({ type: 'Thaw', participant: id })
    }
    for (const { id, to, held } of this.#view.flights) {
      if (held && this.#isRunning(to)) this.#do({ type: 'Release', participant: to, message: id })
    }
  }

  /** A minority fails permanently: killed, or cut off from all participants or from all members. */
  #failMinority(): readonly ParticipantId[] {
    const core = this.#chooseCore()
    const minority = this.#plan.nodes.filter(id => !core.includes(id))
    minority.forEach((id, i) => {
      const kind = (this.#conductor.plan.seed + i) % 3
      if (kind === 0) this.#do({ type: 'Kill', participant: id })
      else this.#do({ type: 'Partition', sides: [[id], kind === 1 ? core : [...core, 'client', 'database']] })
    })
    return core
  }

  /** A majority of the nodes with at least one writing and one reading node. */
  #chooseCore(): readonly ParticipantId[] {
    const { nodes } = this.#plan
    const size = Math.floor(nodes.length / 2) + 1
    const first = this.#conductor.plan.seed % nodes.length
    const turned = [...nodes.slice(first), ...nodes.slice(0, first)]
    const withRole = (role: string) => turned.find(id => this.#view.participants[id]?.roles.includes(role))!
    const core = new Set([withRole('update'), withRole('read'), ...turned])
    return [...core].slice(0, size)
  }

  /** Waits until a write is acknowledged and every reader holds the writer's entries. */
  #awaitProgress(when: string, members: readonly ParticipantId[]): void {
    const since = this.#conductor.trace.length
    const acknowledged = () =>
      this.#conductor.trace
        .slice(since)
        .some(
          event => event.type === 'MessageDelivered' && event.node === 'client' && event.label === 'WriteAck',
        )
    this.#await(`a write is acknowledged ${when}`, progressWithinMs, acknowledged, () => {
      this.#restartLostClient(members)
      this.#try(this.#schedule.write())
    })
    this.#await(
      `the readers hold what the writer holds ${when}`,
      progressWithinMs,
      () => this.#readersFollow(members),
      // A reader that missed the last update notices the gap at the next one.
      () => this.#try(this.#schedule.write()),
    )
  }

  #readersFollow(members: readonly ParticipantId[]): boolean {
    const state = this.#writerState()
    if (state === null) return false
    return this.#readersOf(members).every(id => {
      const copy = this.#readerState(id)
      return copy !== null && writtenKeys.every(key => copy[key] === state[key])
    })
  }

  #readersOf(ids: readonly ParticipantId[]): readonly ParticipantId[] {
    return ids.filter(id => this.#view.participants[id]?.roles.includes('read'))
  }

  get #scene(): Scene {
    return sceneOf(this.#view, this.#conductor.frontier)
  }

  #writerState(): Readonly<Record<string, string>> | null {
    const [singleton, ...others] = this.#view.singletons
    if (singleton === undefined || others.length > 0) return null
    const state = this.#view.participants[singleton.participant]?.actors[singleton.path]?.state
    return state == null ? null : entriesOf(JSON.parse(state) as WriterState)
  }

  #readerState(id: ParticipantId): Readonly<Record<string, string>> | null {
    const state = this.#view.participants[id]?.actors['/user/read']?.state
    if (state == null) return null
    const copy = JSON.parse(state) as { entries: Record<string, string>; catchingUp: boolean }
    return copy.catchingUp ? null : copy.entries
  }

  #startStopped(): void {
    const scene = this.#scene
    // The end of one may have let the next end by itself.
    for (const participant of this.#schedule.strandedNodes(scene))
      if (this.#isRunning(participant)) this.#do({ type: 'Kill', participant })
    for (const id of [...this.#plan.nodes, 'client', 'database']) {
      const isHeldBack = id === firstSeedNode && !this.#schedule.mayStartFirstSeed(scene)
      if (!this.#isRunning(id) && !isHeldBack) this.#do({ type: 'Start', participant: id })
    }
  }

  /**
   * Starts a client anew when every receptionist that it knows has failed for good. It asks no other one, in Pekko as
   * well, and only a new client begins with the initial contacts (CC-2, CC-3).
   */
  #restartLostClient(members: readonly ParticipantId[]): void {
    const client = this.#view.participants.client
    const state = client?.actors['/user/client/cluster-client']?.state
    if (client?.contact !== null || state == null) return
    const { contactPoints } = JSON.parse(state) as { readonly contactPoints: readonly string[] }
    const addresses = members.map(id => this.#view.participants[id]?.address)
    if (contactPoints.some(path => addresses.includes(addressOf(path) ?? undefined))) return
    this.#do({ type: 'Kill', participant: 'client' })
    this.#do({ type: 'Start', participant: 'client' })
  }

  #isRunning(id: ParticipantId): boolean {
    return (this.#conductor.participants.find(id)?.host ?? null) !== null
  }

  /** True when exactly these nodes are Up and reachable members in the view of each of them. */
  #allUp(ids = this.#plan.nodes): boolean {
    if (!ids.every(id => this.#isRunning(id))) return false
    const participants = Object.fromEntries(
      Object.entries(this.#view.participants).filter(([id]) => ids.includes(id)),
    )
    return nodesAgree({ participants }) && membersHave({ participants }, 'Up', ids)
  }

  /** Advances time until the condition holds, and calls `retry` every few virtual seconds. */
  #await(what: string, withinMs: number, holds: () => boolean, retry: () => unknown = () => undefined): void {
    const begin = this.#conductor.frontier
    for (let waited = 0; !holds(); waited += stepMs) {
      if (waited >= withinMs) {
        this.#stuck.push(`Not within ${withinMs} ms from ${begin} on: ${what}.`)
        return
      }
      if (waited % retryMs === 0) retry()
      this.#advance(stepMs)
    }
  }

  #advance(ms: number): void {
    this.#conductor.advanceTo(this.#conductor.frontier + ms)
    const events = this.#conductor.trace.slice(this.#folded)
    this.#folded += events.length
    for (const event of events) {
      this.#folding.add(event)
      this.#lamps.feed(event, this.#folding.draft)
    }
    this.#view = this.#folding.view()
    this.#acts.observe(events)
    this.#observe(this.#view, events)
  }

  /** Performs an action unless it is refused, and counts it either way. */
  #try(action: Action): Performed | Refused {
    const done = this.#conductor.do(action)
    if (done instanceof Promise) throw new Error('A simulation is synchronous, but an action was not.')
    return this.#acts.done(action, done)
  }

  #do(action: Action): void {
    const done = this.#try(action)
    if (isRefused(done)) throw new Error(`The simulation refused ${action.type}: ${done.refused}`)
  }
}
