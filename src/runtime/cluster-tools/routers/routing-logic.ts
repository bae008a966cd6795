import type { ActorRef } from '../../actor/index.ts'
import type { Random } from '../../random.ts'
import { hash32 } from '../hash32.ts'

/**
 * The way in which a router chooses a routee. Consistent hashing gives messages with the same key to the same routee, as
 * long as it is there; a higher number of virtual nodes spreads the keys more evenly.
 */
export type Routing<T> =
  | 'round-robin'
  | 'random'
  | {
      readonly type: 'consistent-hashing'
      readonly virtualNodesFactor: number
      readonly keyOf: (message: T) => string
    }

export interface RoutingLogic<T> {
  /** Replaces the routees. At least one. */
  setRoutees(routees: readonly ActorRef<T>[]): void
  choose(message: T): ActorRef<T>
}

/**
 * `address`: that of the router's node, which local routees lack in their path.
 * @throws {RangeError} for a number of virtual nodes below 1.
 */
export function routingLogic<T>(routing: Routing<T>, random: Random, address: string): RoutingLogic<T> {
  if (routing === 'round-robin') return new RoundRobin()
  if (routing === 'random') return new RandomChoice(random)
  const { virtualNodesFactor, keyOf } = routing
  if (!(virtualNodesFactor >= 1)) {
    throw new RangeError(
      `Routing: give a virtualNodesFactor of 1 or more instead of [${virtualNodesFactor}].`,
    )
  }
  return new ConsistentHashing(virtualNodesFactor, keyOf, address)
}

class RoundRobin<T> implements RoutingLogic<T> {
  #routees: readonly ActorRef<T>[] = []
  #next = 0

  /** Pekko: sorted by local path first, so that nodes alternate; a changed list continues where it did not change (RT-2). */
  setRoutees(routees: readonly ActorRef<T>[]): void {
    const sorted = [...routees].sort(
      (a, b) => compare(withoutNode(a), withoutNode(b)) || compare(a.path, b.path),
    )
    const firstChanged = this.#routees.findIndex((ref, i) => ref.path !== sorted[i]?.path)
    if (firstChanged >= 0 && this.#next > firstChanged) this.#next--
    this.#routees = sorted
  }

  choose(): ActorRef<T> {
    if (this.#next >= this.#routees.length) this.#next = 0
    return this.#routees[this.#next++]!
  }
}

class RandomChoice<T> implements RoutingLogic<T> {
  readonly #random: Random
  #routees: readonly ActorRef<T>[] = []

  constructor(random: Random) {
    this.#random = random
  }

  setRoutees(routees: readonly ActorRef<T>[]): void {
    this.#routees = routees
  }

  choose(): ActorRef<T> {
    return this.#random.pick(this.#routees)
  }
}

class ConsistentHashing<T> implements RoutingLogic<T> {
  readonly #virtualNodesFactor: number
  readonly #keyOf: (message: T) => string
  readonly #address: string
  /** By ascending hash. */
  #points: readonly { readonly hash: number; readonly path: string; readonly routee: ActorRef<T> }[] = []

  constructor(virtualNodesFactor: number, keyOf: (message: T) => string, address: string) {
    this.#virtualNodesFactor = virtualNodesFactor
    this.#keyOf = keyOf
    this.#address = address
  }

  setRoutees(routees: readonly ActorRef<T>[]): void {
    this.#points = routees
      .flatMap(routee => {
        // With the address, so that the routers of all nodes choose the same routee. Pekko: path with address
        const path = fullPath(routee, this.#address)
        return Array.from({ length: this.#virtualNodesFactor }, (_, i) => ({
          hash: hash32(`${path}/${i}`),
          path,
          routee,
        }))
      })
      .sort((a, b) => a.hash - b.hash || compare(a.path, b.path))
  }

  choose(message: T): ActorRef<T> {
    const key = hash32(this.#keyOf(message))
    return (this.#points.find(({ hash }) => hash >= key) ?? this.#points[0]!).routee
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `pekko://sys@host:1/user/a`, also of an actor of this node, whose path has no address. */
const fullPath = ({ path }: ActorRef<never>, address: string): string =>
  (path.startsWith('/') ? address + path : path).replace(/#.*$/, '')

/** `/user/a` of `pekko://sys@host:1/user/a#7`, so that equal actors of all nodes stand side by side. */
const withoutNode = ({ path }: ActorRef<never>): string =>
  path.replace(/^[^/]*\/\/[^/]*/, '').replace(/#.*$/, '')
