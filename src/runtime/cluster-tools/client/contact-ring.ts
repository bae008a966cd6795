import { compareAddresses, parseAddress } from '../../cluster/index.ts'
import { hash32 } from '../hash32.ts'

const virtualNodesPerNode = 10

/**
 * Chooses the receptionists for a client by a consistent hash of its path, so that every node returns the same ones and
 * clients spread over the nodes. Pekko: number-of-contacts (CC-9)
 */
export class ContactRing {
  /** In ring order. */
  private readonly nodes: readonly string[]
  private readonly points: readonly { readonly hash: number; readonly node: string }[]

  constructor(nodes: readonly string[]) {
    this.nodes = [...new Set(nodes)].sort(
      (a, b) => hash32(hostPort(a)) - hash32(hostPort(b)) || compareAddresses(a, b),
    )
    this.points = this.nodes
      .flatMap(node =>
        Array.from({ length: virtualNodesPerNode }, (_, i) => ({
          hash: hash32(`${hostPort(node)}/${i}`),
          node,
        })),
      )
      .sort((a, b) => a.hash - b.hash || compareAddresses(a.node, b.node))
  }

  /** At most `count` nodes for this client: those after the node of its hash, in ring order. */
  contactsFor(client: string, count: number): readonly string[] {
    if (this.nodes.length <= count) return this.nodes
    const key = hash32(client)
    const closest = this.points.find(point => point.hash >= key) ?? this.points[0]!
    const first = this.nodes.indexOf(closest.node) + 1
    return Array.from({ length: count }, (_, i) => this.nodes[(first + i) % this.nodes.length]!)
  }
}

function hostPort(address: string): string {
  const { host, port } = parseAddress(address)
  return `${host}:${port}`
}
