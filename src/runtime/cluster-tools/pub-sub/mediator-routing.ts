import type { ClusterSettings } from '../../cluster/index.ts'
import type { Random } from '../../random.ts'

const routingLogics: readonly ClusterSettings['pubSub']['routingLogic'][] = [
  'random',
  'round-robin',
  'broadcast',
]

/**
 * The choice of the receivers of one message. A mediator and its topics share one, so that a round-robin continues over all
 * paths and groups. Pekko: one routing logic of a mediator (PS-11)
 */
export class MediatorRouting {
  private readonly logic: ClusterSettings['pubSub']['routingLogic']
  private readonly random: Random
  private next = 0

  /** @throws {RangeError} for consistent hashing, which needs a key that a mediator's message does not have. */
  constructor(logic: ClusterSettings['pubSub']['routingLogic'], random: Random) {
    if (!routingLogics.includes(logic))
      throw new RangeError(`The mediator cannot route by [${logic}]. Choose ${routingLogics.join(', ')}.`)
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
