import type { ActorView, ClusterView, ParticipantView } from '../trace/cluster-view.ts'

/**
 * A hash of what a view shows without names, numbers and times: statuses of members in each other's view, phases of
 * singletons, recovering actors, readers behind the writer. Two runs can therefore reach the same situation.
 */
export function situationOf(view: ClusterView): string {
  const highest = Math.max(0, ...Object.values(view.journal).map(journal => journal.highestSequenceNr))
  const parts = Object.values(view.participants).map(participant => describeParticipant(participant, highest))
  return hashOf(parts.sort().join('\n'))
}

function describeParticipant(participant: ParticipantView, highest: number): string {
  const { kind, running, roles, beliefs, leader, address, contact, actors } = participant
  if (!running) return `${kind} stopped`
  const seen = Object.values(beliefs).map(
    belief => `${belief.address === address ? 'self ' : ''}${belief.status}${belief.reachable ? '' : '!'}`,
  )
  const parts = [kind, ...roles, ...seen.sort()]
  if (kind === 'node') parts.push(leader === null ? 'no leader' : leader === address ? 'leads' : 'follows')
  if (kind === 'client') parts.push(contact === null ? 'searching' : 'connected')
  for (const actor of Object.values(actors)) {
    if (actor.stoppedAt === null) parts.push(...describeActor(actor, highest))
  }
  return parts.join(' ')
}

function describeActor(actor: ActorView, highest: number): readonly string[] {
  const { role, path, state } = actor
  const waits = actor.backingOffSince === null ? '' : ' backing off'
  if (path === '/user/read' && state !== null) {
    const { sequenceNr, catchingUp } = JSON.parse(state) as { sequenceNr: number; catchingUp: boolean }
    return [`reader ${catchingUp ? 'reading' : sequenceNr < highest ? 'behind' : 'current'}`]
  }
  switch (role?.type) {
    case 'singleton-manager':
      return [`manager ${role.state}`]
    case 'singleton-proxy':
      return [
        `proxy ${role.singleton === null ? 'searching' : 'found'}${role.buffered > 0 ? ' buffering' : ''}`,
      ]
    case 'persistent':
      return [
        `writer ${role.recovering ? 'recovering' : 'running'}${actor.stashed > 0 ? ' stashing' : ''}${waits}`,
      ]
    default:
      return []
  }
}

/** FNV-1a over UTF-16 units with two seeds: 64 bits as text. */
function hashOf(text: string): string {
  let one = 0x811c9dc5
  let two = 0x01234567
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two ^ unit, 0x01000193)
  }
  return `${(one >>> 0).toString(16)}-${(two >>> 0).toString(16)}`
}

/** Counts the distinct situations of a series of runs, and those first reached late in it. */
export class SituationCount {
  readonly #firstSeenIn = new Map<string, number>()
  #runs = 0

  beginRun(): void {
    this.#runs++
  }

  /** True for a situation that no earlier view showed. */
  add(view: ClusterView): boolean {
    return this.addSituation(situationOf(view))
  }

  /** True for a situation, as {@link situationOf} names it, that is new. */
  addSituation(situation: string): boolean {
    if (this.#firstSeenIn.has(situation)) return false
    this.#firstSeenIn.set(situation, this.#runs)
    return true
  }

  get distinct(): number {
    return this.#firstSeenIn.size
  }

  /** Number of situations that the last runs reached first; `share`: their share of all runs. */
  newInLast(share: number): number {
    const before = this.#runs - Math.ceil(this.#runs * share)
    return [...this.#firstSeenIn.values()].filter(run => run > before).length
  }

  toString(): string {
    return `${this.#runs} runs, ${this.distinct} distinct situations, ${this.newInLast(1 / 10)} of them new in the last tenth`
  }
}
