import { addressOf, type ClusterView, type ParticipantId } from '../../trace/index.ts'
import { isClustered } from './member-face.ts'

export interface Link {
  readonly from: ParticipantId
  readonly to: ParticipantId
}

/**
 * The quiet lines behind the messages: every two nodes talk to each other, a client to its contact (to any node
 * where there is no cluster), and the database to the nodes with an actor that stores something.
 */
export function linksOf(view: ClusterView): readonly Link[] {
  const all = Object.values(view.participants)
  const nodes = all.filter(one => one.kind === 'node' && one.running)
  const links: Link[] = []
  for (const [index, node] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) links.push({ from: node.id, to: other.id })
  }
  for (const client of all.filter(one => one.kind === 'client' && one.running)) {
    const host = client.contact === null ? null : addressOf(client.contact)
    const contact = nodes.find(node => node.address === host)
    if (!nodes.some(isClustered)) for (const node of nodes) links.push({ from: client.id, to: node.id })
    if (contact !== undefined) links.push({ from: client.id, to: contact.id })
  }
  for (const database of all.filter(one => one.kind === 'database' && one.running)) {
    for (const node of nodes) {
      const stores = Object.values(node.actors).some(
        actor => actor.role?.type === 'persistent' && actor.stoppedAt === null,
      )
      if (stores) links.push({ from: database.id, to: node.id })
    }
  }
  return links
}
