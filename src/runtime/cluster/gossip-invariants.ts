import { type Gossip, hasMember } from './gossip.ts'

export class GossipInvariantBroken extends Error {
  readonly gossip: Gossip
  constructor(what: string, gossip: Gossip) {
    super(
      `The gossip state is inconsistent: ${what}. This is a defect of the cluster, please report the run.`,
    )
    this.name = 'GossipInvariantBroken'
    this.gossip = gossip
  }
}

/** What every state satisfies. Costs a pass over all of it, so only tests ask for it. (GS-2) */
export function assertInvariants(gossip: Gossip): void {
  const broken = (what: string): never => {
    throw new GossipInvariantBroken(what, gossip)
  }
  for (const member of gossip.members) {
    if (member.status === 'Removed') broken(`[${member.uniqueAddress.address}] is stored as Removed`)
  }
  for (const node of gossip.seen) {
    if (!hasMember(gossip, node)) broken(`[${node}] has seen it and is no member`)
  }
  for (const { observer, subject } of gossip.reachability.records) {
    if (!hasMember(gossip, observer)) broken(`[${observer}] observes and is no member`)
    if (!hasMember(gossip, subject)) broken(`[${subject}] is observed and is no member`)
  }
  for (const node in gossip.reachability.versions) {
    if (!hasMember(gossip, node)) broken(`[${node}] has a reachability counter and is no member`)
  }
  for (const node in gossip.version) {
    if (!hasMember(gossip, node)) broken(`[${node}] has a clock entry and is no member`)
  }
}
