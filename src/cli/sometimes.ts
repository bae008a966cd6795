import type { ActorView, ClusterView } from '../trace/cluster-view.ts'
import type { TraceEvent, TraceEventOf } from '../trace/trace-event.ts'
import { believedLeaders, isUnreachableFor, runningNodes } from '../trace/views-agree.ts'

type Condition =
  | { readonly name: string; readonly inEvent: (event: TraceEvent) => boolean }
  | { readonly name: string; readonly inView: (view: ClusterView) => boolean }

function whenever<T extends TraceEvent['type']>(
  name: string,
  type: T,
  holds: (event: TraceEventOf<T>) => boolean = () => true,
): Condition {
  // The event's type narrows it to its kind.
  return { name, inEvent: event => event.type === type && holds(event as TraceEventOf<T>) }
}

const logged = (name: string, text: string): Condition =>
  whenever(name, 'Logged', event => event.text.includes(text))

const livingActors = (view: ClusterView): readonly ActorView[] =>
  Object.values(view.participants)
    .filter(participant => participant.running)
    .flatMap(participant => Object.values(participant.actors).filter(actor => actor.stoppedAt === null))

const proxies = (view: ClusterView) =>
  livingActors(view).flatMap(({ role }) => (role?.type === 'singleton-proxy' ? [role] : []))

const managers = (view: ClusterView) =>
  livingActors(view).flatMap(({ role }) => (role?.type === 'singleton-manager' ? [role.state] : []))

const isWriter = (actor: string) => actor.includes('/user/master/singleton')

/** Conditions that random runs must reach; without them passing invariants would show little. */
const sometimes: readonly Condition[] = [
  // Membership
  whenever('a node left and its process ended', 'ParticipantStopped', event => event.reason === 'left'),
  whenever('a node was downed and ended itself', 'ParticipantStopped', event => event.reason === 'downed'),
  whenever('a crash lost messages in flight', 'ParticipantStopped', event => event.lostInFlight > 0),
  whenever(
    'the resolver downed unreachable nodes',
    'DowningDecided',
    event => event.decision === 'DownUnreachable',
  ),
  whenever('an unreachable node was reachable again', 'MemberReachable'),
  whenever('a member was Down', 'MemberChanged', event => event.status === 'Down'),
  whenever('a leaving member was Exiting', 'MemberChanged', event => event.status === 'Exiting'),
  logged('a new incarnation replaced an old one', 'New incarnation of existing member'),
  { name: 'nodes disagreed about the leader', inView: view => believedLeaders(view).length > 1 },
  {
    name: 'a node called another unreachable that did not say so of it',
    inView: view =>
      runningNodes(view).some(one =>
        runningNodes(view).some(
          other =>
            one !== other &&
            isUnreachableFor(view, one.id, other.id) &&
            !isUnreachableFor(view, other.id, one.id),
        ),
      ),
  },
  {
    name: 'seven nodes were Up for each other',
    inView: view => runningNodes(view).filter(node => upMembers(node.beliefs) === 7).length === 7,
  },
  {
    name: 'a single node ran',
    inView: view => runningNodes(view).length === 1,
  },
  // Singleton
  { name: 'no manager hosted the singleton', inView: view => view.singletons.length === 0 },
  {
    name: 'a write was buffered while nobody hosted the singleton',
    inView: view => view.singletons.length === 0 && proxies(view).some(proxy => proxy.buffered > 0),
  },
  {
    name: 'a proxy searched while the singleton was hosted',
    inView: view => view.singletons.length > 0 && proxies(view).some(proxy => proxy.singleton === null),
  },
  {
    name: 'the host of the singleton was unreachable for another node',
    inView: view =>
      view.singletons.some(({ participant }) =>
        runningNodes(view).some(node => isUnreachableFor(view, node.id, participant)),
      ),
  },
  whenever('a manager became oldest', 'SingletonManagerChanged', event => event.to === 'BecomingOldest'),
  whenever('a manager handed over', 'SingletonManagerChanged', event => event.to === 'HandingOver'),
  whenever('a manager was oldest before', 'SingletonManagerChanged', event => event.to === 'WasOldest'),
  // The writer and its journal
  whenever('the writer was restarted', 'ActorRestarted', event => isWriter(event.actor)),
  whenever('the writer waited before a restart', 'ActorBackingOff', event => isWriter(event.actor)),
  whenever('a write failed', 'PersistFailed'),
  whenever('a recovery failed', 'RecoveryFailed'),
  whenever('a recovery began with a snapshot', 'RecoveryCompleted', event => event.snapshotNr > 0),
  whenever('a recovery replayed ten events', 'RecoveryCompleted', event => event.replayed >= 10),
  whenever('a snapshot was saved', 'SnapshotSaved'),
  whenever('a command waited in the writer', 'MessageStashed', event => isWriter(event.actor)),
  {
    name: 'a writer recovered while the database was away',
    inView: view =>
      view.participants.database?.running === false &&
      livingActors(view).some(({ role }) => role?.type === 'persistent' && role.recovering),
  },
  // Readers and the client
  logged('a reader missed an update', 'Missed updates after'),
  whenever('a reader kept requests back while it read', 'MessageStashed', event =>
    event.actor.includes('/user/read'),
  ),
  whenever('a client lost its receptionist', 'ClientDisconnected'),
  {
    name: 'a client had no contact though a node was Up',
    inView: view =>
      view.participants.client?.running === true &&
      view.participants.client.contact === null &&
      runningNodes(view).some(node => upMembers(node.beliefs) > 0),
  },
  // Links
  whenever('a notice between nodes was sent', 'MessageSent', event => event.notice === true),
]

/** Conditions that a hundred runs may miss; a soak reports them, `npm test` does not require them. */
const rarely: readonly Condition[] = [
  whenever('a stack overflow ended a node', 'ParticipantStopped', event => event.reason === 'failed'),
  {
    name: 'the oldest had no singleton any more',
    inView: view => view.singletons.length === 0 && managers(view).includes('Oldest'),
  },
  whenever('the writer resumed', 'ActorResumed', event => isWriter(event.actor)),
  whenever(
    'a failure stopped the writer',
    'ActorFailed',
    event => event.decision === 'stop' && isWriter(event.actor),
  ),
  logged('a reader could not read the journal', 'Could not read the journal'),
  whenever('a quarantine held a message back', 'DeadLetter', event => event.why.startsWith('quarantined')),
]

const upMembers = (beliefs: ClusterView['participants'][string]['beliefs']): number =>
  Object.values(beliefs).filter(belief => belief.status === 'Up').length

/** Collects the conditions that a series of runs reached. */
export class SometimesReached {
  readonly #reached = new Set<string>()
  /** Conditions not reached yet. */
  #open: readonly Condition[] = [...sometimes, ...rarely]

  observe(view: ClusterView, events: readonly TraceEvent[]): void {
    this.#open = this.#open.filter(condition => {
      const holds = 'inView' in condition ? condition.inView(view) : events.some(condition.inEvent)
      if (holds) this.#reached.add(condition.name)
      return !holds
    })
  }

  /** Names of required conditions that no run reached. */
  get missing(): readonly string[] {
    return this.#unreached(sometimes)
  }

  get missingRare(): readonly string[] {
    return this.#unreached(rarely)
  }

  #unreached(conditions: readonly Condition[]): readonly string[] {
    return conditions.filter(({ name }) => !this.#reached.has(name)).map(({ name }) => name)
  }
}
