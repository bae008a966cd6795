import type { Action } from '../trace/action.ts'
import type { TimedAct } from './trial.ts'

type Acts = readonly TimedAct[]

/** Simpler acts to try, in order. */
export interface ShrinkAttempts {
  /** Acts with which the run fails. */
  readonly acts: Acts
  readonly candidates: readonly Acts[]
  /** False for acts that are not simpler, after those that turned out impossible are left out. */
  readonly accepts: (performed: Acts) => boolean
}

/** The first accepted candidate with which the run fails, and the acts that were performed; null when there is none. */
export interface Shrunk {
  readonly candidate: number
  readonly performed: Acts
}

/** Yields attempts and is resumed with the result of each. */
type Shrinking = Generator<ShrinkAttempts, Acts, Shrunk | null>

/**
 * Reduces failing acts to few acts at early, round instants and with small numbers. First acts are removed (delta
 * debugging), then pairs of acts, then numbers change; a change stays only when the run still fails.
 */
export function* shrinkActs(failing: Acts): Shrinking {
  let acts = yield* removeActs(failing)
  for (;;) {
    const before = acts
    acts = yield* reduceNumbers(acts)
    acts = yield* removeActs(acts)
    acts = yield* removePairs(acts)
    if (weightOf(acts) >= weightOf(before)) return acts
  }
}

/** Delta debugging: removes ever smaller parts, until no single act can be removed. */
function* removeActs(failing: Acts): Shrinking {
  let acts = failing
  for (let size = acts.length; size >= 1; ) {
    let removed = false
    let parts = partsOf(acts.length, size)
    while (parts.length > 0) {
      const before = acts
      const shrunk: Shrunk | null = yield {
        acts,
        candidates: parts.map(([from, to]) => before.toSpliced(from, to - from)),
        accepts: performed => performed.length < before.length,
      }
      if (shrunk === null) break
      acts = shrunk.performed
      removed = true
      parts = partsOf(Math.min(parts[shrunk.candidate]![0], acts.length), size)
    }
    if (size === 1 && !removed) break
    size = removed ? Math.min(size, acts.length) : Math.floor(size / 2)
  }
  return acts
}

/** Parts of at most `size` acts among the first `length` acts, the last part first. */
const partsOf = (length: number, size: number): readonly (readonly [from: number, to: number])[] =>
  Array.from({ length: Math.ceil(length / size) }, (_, i) => [
    Math.max(0, length - (i + 1) * size),
    length - i * size,
  ])

/** Most acts among which every pair is tried, because their number grows with the square. */
const maxForPairs = 8

/** Removes two acts at once, such as a fault and its repair, of which neither can go alone. */
function* removePairs(failing: Acts): Shrinking {
  let acts = failing
  while (acts.length >= 3 && acts.length <= maxForPairs) {
    const all = acts
    const candidates = all.flatMap((_, i) =>
      all.slice(i + 1).map((_, j) => all.filter((_, k) => k !== i && k !== i + 1 + j)),
    )
    const shrunk: Shrunk | null = yield {
      acts,
      candidates,
      accepts: performed => performed.length < all.length,
    }
    if (shrunk === null) break
    acts = shrunk.performed
  }
  return acts
}

/** Roundness of instants in virtual ms, roundest first. */
const units = [10_000, 5000, 1000, 500, 100]

/** Each act as early and as round as it may be, and with the smallest numbers. */
function* reduceNumbers(failing: Acts): Shrinking {
  let acts = failing
  for (let i = 0; i < acts.length; i++) {
    const before = acts
    const candidates = simplerActs(acts[i]!, acts[i - 1]?.at ?? 1).map(simpler => before.with(i, simpler))
    if (candidates.length === 0) continue
    const shrunk: Shrunk | null = yield {
      acts,
      candidates,
      accepts: performed => performed.length <= before.length && weightOf(performed) < weightOf(before),
    }
    if (shrunk !== null) acts = shrunk.performed
  }
  return acts
}

/** Simpler versions of an act, the simplest first, none earlier than `earliest`. */
function simplerActs({ at, action }: TimedAct, earliest: number): readonly TimedAct[] {
  const earlier = units
    .map(unit => Math.floor(at / unit) * unit)
    .filter((rounded, i, all) => rounded >= earliest && rounded < at && all.indexOf(rounded) === i)
  return [
    ...earlier.map(rounded => ({ at: rounded, action })),
    ...simplerActions(action).map(simpler => ({ at, action: simpler })),
  ]
}

function simplerActions(action: Action): readonly Action[] {
  switch (action.type) {
    case 'Tell':
    case 'FailNext':
      return (action.times ?? 1) > 1 ? [{ ...action, times: 1 }] : []
    case 'Freeze':
    case 'Block':
    case 'Delay': {
      const { forMs } = action
      return forMs === undefined
        ? []
        : [Math.ceil(forMs / 4), Math.ceil(forMs / 2)]
            .filter(shorter => shorter < forMs)
            .map(shorter => ({ ...action, forMs: shorter }))
    }
    case 'Cut':
      return action.links.length < 2
        ? []
        : action.links.map((_, i) => ({ ...action, links: action.links.toSpliced(i, 1) }))
    default:
      return []
  }
}

/** Fewer acts weigh less, then earlier ones, then smaller numbers. */
const weightOf = (acts: Acts): number =>
  acts.reduce((sum, { at, action }) => sum + 1e9 + at + numbersOf(action), 0)

const numbersOf = (action: Action): number =>
  ('forMs' in action ? (action.forMs ?? 0) : 0) +
  ('times' in action ? (action.times ?? 1) : 0) +
  ('links' in action ? (action.links?.length ?? 0) : 0)
