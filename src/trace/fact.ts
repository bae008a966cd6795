import { localPath } from './actor-path.ts'
import type { Fact } from './check.ts'
import type { ClusterView } from './cluster-view.ts'
import type { TraceEventBody } from './trace-event.ts'
import { membersHave, nodesAgree } from './views-agree.ts'

/** The parts of a view that facts read. A view still being folded has them too. */
export type FactView = Pick<ClusterView, 'participants' | 'singletons'>

/** True when the fact holds in this view. */
export const factHolds = (fact: Fact, view: FactView): boolean => {
  switch (fact.fact) {
    case 'members':
      return membersHave(view, fact.status, fact.nodes)
    case 'agreed':
      return nodesAgree(view)
    case 'singleton-on':
      return view.singletons.some(singleton => singleton.participant === fact.node)
    case 'singletons':
      return maxPerPath(view) <= fact.atMost
    case 'running':
      return (view.participants[fact.participant]?.running ?? false) === fact.running
    case 'state': {
      const actor = view.participants[fact.node]?.actors[localPath(fact.actor)]
      return (
        actor !== undefined && actor.stoppedAt === null && (actor.state?.includes(fact.contains) ?? false)
      )
    }
    case 'client-connected': {
      const client = view.participants[fact.client]
      return client?.running === true && client.contact !== null
    }
  }
}

/** Singletons with different paths are different services; only those with the same path compete. */
const maxPerPath = (view: FactView): number => {
  if (view.singletons.length < 2) return view.singletons.length
  const counts = new Map<string, number>()
  for (const { path } of view.singletons) counts.set(path, (counts.get(path) ?? 0) + 1)
  return Math.max(...counts.values())
}

type EventTypes = readonly TraceEventBody['type'][]

const lifecycle: EventTypes = ['ParticipantStarted', 'ParticipantStopped']
const membership: EventTypes = [...lifecycle, 'MemberChanged', 'MemberReachable', 'MemberUnreachable']
const singletons: EventTypes = [...lifecycle, 'ActorStarted', 'ActorStopped', 'SingletonManagerChanged']

/** Types of events that can change a fact. After events of other types it is not evaluated again. */
const changers: { readonly [F in Fact['fact']]: ReadonlySet<string> } = {
  members: new Set(membership),
  agreed: new Set(membership),
  'singleton-on': new Set(singletons),
  singletons: new Set(singletons),
  running: new Set(lifecycle),
  state: new Set<string>([...lifecycle, 'StateChanged', 'ActorStarted', 'ActorStopped']),
  'client-connected': new Set<string>([...lifecycle, 'ClientConnected', 'ClientDisconnected']),
}

export const mayChange = (fact: Fact, type: TraceEventBody['type']): boolean => changers[fact.fact].has(type)
