import type { Fact } from './check.ts'
import type { ClusterView } from './cluster-view.ts'
import { localPath } from './path-text.ts'
import type { TraceEventBody } from './trace-event.ts'
import { membersHave, nodesAgree } from './views-agree.ts'

/** What a fact is told by; a view still being folded has it too. */
export type FactView = Pick<ClusterView, 'participants' | 'singletons'>

/** Does it hold now? */
export const factHolds = (fact: Fact, view: FactView): boolean => {
  switch (fact.fact) {
    case 'members':
      return membersHave(view, fact.status, fact.nodes)
    case 'agreed':
      return nodesAgree(view)
    case 'singleton-on':
      return view.singletons.some(one => one.participant === fact.node)
    case 'singletons':
      return mostAtOnePath(view) <= fact.atMost
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

/** Singletons of different kinds live beside each other; only those of one path are one too many. */
const mostAtOnePath = (view: FactView): number => {
  if (view.singletons.length < 2) return view.singletons.length
  const counts = new Map<string, number>()
  for (const { path } of view.singletons) counts.set(path, (counts.get(path) ?? 0) + 1)
  return Math.max(...counts.values())
}

type EventTypes = readonly TraceEventBody['type'][]

const comeAndGo: EventTypes = ['ParticipantStarted', 'ParticipantStopped']
const membership: EventTypes = [...comeAndGo, 'MemberChanged', 'MemberReachable', 'MemberUnreachable']
const singletons: EventTypes = [...comeAndGo, 'ActorStarted', 'ActorStopped', 'SingletonManagerChanged']

/** The events that can make a fact begin or cease to hold; after all others it need not be asked. */
const movers: { readonly [F in Fact['fact']]: ReadonlySet<string> } = {
  members: new Set(membership),
  agreed: new Set(membership),
  'singleton-on': new Set(singletons),
  singletons: new Set(singletons),
  running: new Set(comeAndGo),
  state: new Set<string>([...comeAndGo, 'StateChanged', 'ActorStarted', 'ActorStopped']),
  'client-connected': new Set<string>([...comeAndGo, 'ClientConnected', 'ClientDisconnected']),
}

export const mayChange = (fact: Fact, type: TraceEventBody['type']): boolean => movers[fact.fact].has(type)
