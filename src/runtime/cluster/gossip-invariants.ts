import { type Gossip, hasMember } from './gossip.ts'

export class GossipInvariantBroken extends Error {
  readonly gossip: Gossip
  constructor(violation: string, gossip: Gossip) {
    super(
      `The gossip state is inconsistent: ${violation}. This is a bug in the cluster; please report this run.`,
    )
    this.name = 'GossipInvariantBroken'
    this.gossip = gossip
  }
}

/**
 * Checks the invariants of a gossip state (GS-2). Only tests use it, because it reads the whole state.
 * @throws {GossipInvariantBroken}
 */
export function assertInvariants(gossip: Gossip): void {
  const fail = (violation: string): never => {
    throw new GossipInvariantBroken(violation, gossip)
  }
  for (const member of gossip.members) {
    if (member.status === 'Removed') fail(`[${member.uniqueAddress.address}] is stored as Removed`)
  }
  for (const node of gossip.seen) {
    if (!hasMember(gossip, node)) fail(`[${node}] is in [seen] but not a member`)
  }
  for (const { observer, subject } of gossip.reachability.records) {
    if (!hasMember(gossip, observer)) fail(`[${observer}] is an observer but not a member`)
    if (!hasMember(gossip, subject)) fail(`[${subject}] is observed but not a member`)
  }
  for (const node in gossip.reachability.versions) {
    if (!hasMember(gossip, node)) fail(`[${node}] has a reachability counter but is not a member`)
  }
  for (const node in gossip.version) {
    if (!hasMember(gossip, node)) fail(`[${node}] has a clock entry but is not a member`)
  }
}
