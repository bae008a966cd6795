import { addressOf, type ClusterView, type ParticipantId } from '../../trace/index.ts'
import { isClustered } from './member-summary.ts'

export interface Link {
  readonly from: ParticipantId
  readonly to: ParticipantId
}

/**
 * The lines behind the messages: between every two nodes, from a client to its contact (to every node when there is no
 * cluster), and from the database to each node with a persistent actor.
 */
export function linksOf(view: ClusterView): readonly Link[] {
  const all = Object.values(view.participants)
  const nodes = all.filter(participant => participant.kind === 'node' && participant.running)
  const links: Link[] = []
  for (const [index, node] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) links.push({ from: node.id, to: other.id })
  }
  for (const client of all.filter(participant => participant.kind === 'client' && participant.running)) {
    const host = client.contact === null ? null : addressOf(client.contact)
    const contact = nodes.find(node => node.address === host)
    if (!nodes.some(isClustered)) for (const node of nodes) links.push({ from: client.id, to: node.id })
    if (contact !== undefined) links.push({ from: client.id, to: contact.id })
  }
  for (const database of all.filter(participant => participant.kind === 'database' && participant.running)) {
    for (const node of nodes) {
      const hasPersistentActor = Object.values(node.actors).some(
        actor => actor.role?.type === 'persistent' && actor.stoppedAt === null,
      )
      if (hasPersistentActor) links.push({ from: database.id, to: node.id })
    }
  }
  return links
}
