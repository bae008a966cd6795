/** A place of a routee: the address of a node, and the path of an actor there. */
export interface RouteePlace {
  readonly address: string
  readonly path: string
}

/**
 * The places at which a cluster router has its routees: one on each node, then a second one on each, until the nodes or the
 * instances are used up. Pekko: ClusterRouterGroup
 */
export class ClusterRoutees {
  readonly #paths: readonly string[]
  readonly #totalInstances: number
  /** The paths in use on each available node, in the order in which the nodes appeared. */
  readonly #used = new Map<string, readonly string[]>()

  constructor(paths: readonly string[], totalInstances: number) {
    this.#paths = paths
    this.#totalInstances = totalInstances
  }

  get places(): readonly RouteePlace[] {
    return [...this.#used].flatMap(([address, paths]) => paths.map(path => ({ address, path })))
  }

  addNode(address: string): void {
    if (!this.#used.has(address)) this.#used.set(address, [])
  }

  /** The instances of the node are free for others. */
  removeNode(address: string): void {
    this.#used.delete(address)
  }

  /** Takes places until there are enough; called after each change of the nodes. */
  fill(): void {
    while (this.places.length < this.#totalInstances) {
      const [fewest] = [...this.#used].sort(([, a], [, b]) => a.length - b.length)
      const path = this.#paths.find(path => fewest !== undefined && !fewest[1].includes(path))
      if (fewest === undefined || path === undefined) return
      this.#used.set(fewest[0], [...fewest[1], path])
    }
  }
}
