import type { ClusterSettings } from '../../cluster/index.ts'
import type { Random } from '../../random.ts'

/**
 * The choice of the receivers of one message. A mediator and its topics share one, so that a round-robin continues over all
 * paths and groups. Pekko: one routing logic of a mediator (PS-11)
 */
export class MediatorRouting {
  private readonly logic: ClusterSettings['pubSub']['routingLogic']
  private readonly random: Random
  private next = 0

  constructor(logic: ClusterSettings['pubSub']['routingLogic'], random: Random) {
    this.logic = logic
    this.random = random
  }

  /** One of the candidates, or all of them with `broadcast`. None of none. */
  choose<T>(candidates: readonly T[]): readonly T[] {
    if (candidates.length === 0) return candidates
    switch (this.logic) {
      case 'random':
        return [this.random.pick(candidates)]
      case 'round-robin':
        return [candidates[this.next++ % candidates.length]!]
      case 'broadcast':
        return candidates
    }
  }
}
