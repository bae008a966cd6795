import { localPath } from './actor-path.ts'
import { canonicalJson } from './canonical-json.ts'
import type { CopyPlace, Fact } from './check.ts'
import type { ActorView, ClusterView } from './cluster-view.ts'
import { fieldOf, parsedJson } from './match-event.ts'
import type { TraceEvent, TraceEventBody } from './trace-event.ts'
import { beliefAbout, membersHave, nodesAgree, runningNodes } from './views-agree.ts'

/** The parts of a view that facts read. A view still being folded has them too. */
export type FactView = Pick<
  ClusterView,
  'at' | 'participants' | 'singletons' | 'journal' | 'links' | 'arrivalHold'
>

type FactOf<F extends Fact['fact']> = Extract<Fact, { readonly fact: F }>

/** True when the fact holds in this view. */
export const factHolds = (fact: Fact, view: FactView): boolean => {
  switch (fact.fact) {
    case 'members':
      return membersHave(view, fact.status, fact.nodes)
    case 'sees':
      return sees(fact, view)
    case 'agreed':
      return nodesAgree(view)
    case 'healthy':
      return isHealthy(view)
    case 'singleton-on':
      return view.singletons.some(singleton => singleton.participant === fact.node)
    case 'singletons': {
      const count = maxPerPath(view)
      return count <= (fact.atMost ?? count) && count >= (fact.atLeast ?? 0)
    }
    case 'running':
      return isRunning(fact.participant, view) === fact.running
    case 'state': {
      const actor = view.participants[fact.node]?.actors[localPath(fact.actor)]
      return (
        actor !== undefined && actor.stoppedAt === null && (actor.state?.includes(fact.contains) ?? false)
      )
    }
    case 'follows-journal':
      return followsJournal(fact, view)
    case 'same-copies':
      return copiesAreSame(fact.copies, view)
    case 'journal-complete':
      return Object.values(view.journal).every(
        ({ highestSequenceNr, events, snapshots }) =>
          highestSequenceNr === events || Math.max(0, ...snapshots) >= highestSequenceNr - events,
      )
    case 'client-connected': {
      const client = view.participants[fact.client]
      return client?.running === true && client.contact !== null
    }
  }
}

const sees = ({ node, member, status, reachable }: FactOf<'sees'>, view: FactView): boolean => {
  const viewer = view.participants[node]
  if (viewer?.running !== true) return false
  const belief = beliefAbout(view, node, member)
  if (belief === null) return status === 'Removed'
  return belief.status === status && (reachable === undefined || belief.reachable === reachable)
}

const isRunning = (participant: string | undefined, view: FactView): boolean =>
  participant === undefined
    ? runningNodes(view).length > 0
    : (view.participants[participant]?.running ?? false)

const isHealthy = (view: FactView): boolean => {
  if (view.arrivalHold !== 'nothing' || Object.keys(view.links).length > 0) return false
  for (const participant of Object.values(view.participants)) {
    if (participant.frozenSince !== null || participant.databaseFaults.length > 0) return false
    if (!participant.running && participant.stoppedBecause !== 'left') return false
  }
  const isClustered = runningNodes(view).some(({ beliefs }) => Object.keys(beliefs).length > 0)
  return !isClustered || (nodesAgree(view) && membersHave(view, 'Up'))
}

/** Singletons with different paths are different services; only those with the same path compete. */
const maxPerPath = (view: FactView): number => {
  if (view.singletons.length < 2) return view.singletons.length
  const counts = new Map<string, number>()
  for (const { path } of view.singletons) counts.set(path, (counts.get(path) ?? 0) + 1)
  return Math.max(...counts.values())
}

/** The running actors with this path that have reported a state. */
function* actorsAt(
  path: string,
  { participants }: FactView,
): Generator<ActorView & { readonly state: string }> {
  for (const id in participants) {
    const actor = participants[id]?.running ? participants[id].actors[path] : undefined
    if (actor !== undefined && actor.stoppedAt === null && actor.state !== null)
      yield actor as ActorView & { readonly state: string }
  }
}

/** An actor whose state does not say its number, for example because it is cut, does not count. */
const followsJournal = (fact: FactOf<'follows-journal'>, view: FactView): boolean => {
  const highest = view.journal[fact.persistenceId]?.highestSequenceNr ?? 0
  for (const { state } of actorsAt(fact.actor, view)) {
    const number = fieldOf({ state }, `state.${fact.field}`)
    if (typeof number === 'number' && number < highest - (fact.behind ?? 0)) return false
  }
  return true
}

const copiesAreSame = (places: readonly CopyPlace[], view: FactView): boolean => {
  const dataByVersion = new Map<number, string>()
  for (const place of places) {
    const { actor: path, version: versionField } = place
    for (const { state: json, role, backingOffSince } of actorsAt(path, view)) {
      // Its last state may be half of a recovery that failed.
      if (backingOffSince !== null) continue
      const state = parsedJson(json)
      const version =
        versionField !== undefined
          ? fieldOf({ state }, `state.${versionField}`)
          : role?.type === 'persistent' && !role.recovering
            ? role.sequenceNr
            : undefined
      const data = copiedData(state, place)
      if (typeof version !== 'number' || data === undefined) continue
      const text = canonicalJson(data)
      if ((dataByVersion.get(version) ?? text) !== text) return false
      dataByVersion.set(version, text)
    }
  }
  return true
}

function copiedData(state: unknown, { data, wrappedIn }: CopyPlace): unknown {
  const wrapped = wrappedIn === undefined ? undefined : fieldOf({ state }, `state.${wrappedIn}`)
  if (typeof wrapped === 'object' && wrapped !== null) return wrapped
  return data === undefined ? state : fieldOf({ state }, `state.${data}`)
}

type EventTypes = readonly TraceEventBody['type'][]

const lifecycle: EventTypes = ['ParticipantStarted', 'ParticipantStopped']
const membership: EventTypes = [...lifecycle, 'MemberChanged', 'MemberReachable', 'MemberUnreachable']
const disturbances: EventTypes = [
  'ParticipantFrozen',
  'ParticipantThawed',
  'LinkCut',
  'LinkHealed',
  'LinkChanged',
  'ArrivalHoldSet',
  'DatabaseFaultsChanged',
]
const singletons: EventTypes = [...lifecycle, 'ActorStarted', 'ActorStopped', 'SingletonManagerChanged']
const states: EventTypes = [...lifecycle, 'StateChanged', 'ActorStarted', 'ActorStopped', 'ActorRestarted']

/** Types of events that can change a fact. After events of other types it is not evaluated again. */
const changers: { readonly [F in Fact['fact']]: ReadonlySet<string> } = {
  members: new Set(membership),
  sees: new Set(membership),
  agreed: new Set(membership),
  healthy: new Set([...membership, ...disturbances]),
  'singleton-on': new Set(singletons),
  singletons: new Set(singletons),
  running: new Set(lifecycle),
  state: new Set(states),
  'follows-journal': new Set([...states, 'JournalChanged']),
  'same-copies': new Set(states),
  'journal-complete': new Set<string>(['JournalChanged']),
  'client-connected': new Set<string>([...lifecycle, 'ClientConnected', 'ClientDisconnected']),
}

/** False when no event of this type can change the fact. */
export const isChangedBy = ({ fact }: Fact, type: TraceEventBody['type']): boolean => changers[fact].has(type)

/** False when the fact holds after the event exactly if it held before. */
export const mayChange = (fact: Fact, event: TraceEvent): boolean => {
  if (!changers[fact.fact].has(event.type)) return false
  if (!('actor' in event) || event.actor === null) return true
  const path = localPath(event.actor)
  switch (fact.fact) {
    case 'state':
      return event.node === fact.node && path === localPath(fact.actor)
    case 'follows-journal':
      return path === fact.actor
    // A writer reports its new version before its new state, so the event of another actor would come between them.
    case 'same-copies':
      return fact.copies.some(({ actor }) => actor === path)
    default:
      return true
  }
}
