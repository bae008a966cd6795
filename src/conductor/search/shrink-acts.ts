import type { Action } from '../../trace/action.ts'
import type { TimedAct } from './trial.ts'

/** Runs the acts. Returns those that were performed when the same check failed in the same way, else null. */
export type Fails = (acts: readonly TimedAct[]) => readonly TimedAct[] | null

/**
 * Reduces failing acts to few acts at early, round instants and with small numbers. First acts are removed (delta
 * debugging), then numbers change; a change stays only when the run still fails. Yields after each run.
 */
export function* shrinkActs(
  failing: readonly TimedAct[],
  fails: Fails,
): Generator<number, readonly TimedAct[]> {
  let acts = yield* removeActs(failing, fails)
  for (;;) {
    const before = acts
    acts = yield* reduceNumbers(acts, fails)
    acts = yield* removeActs(acts, fails)
    if (weightOf(acts) >= weightOf(before)) return acts
  }
}

/** Delta debugging: removes ever smaller parts, until no single act can be removed. */
function* removeActs(failing: readonly TimedAct[], fails: Fails): Generator<number, readonly TimedAct[]> {
  let acts = failing
  for (let size = acts.length; size >= 1; ) {
    let removed = false
    for (let from = acts.length - size; from > -size; ) {
      const start = Math.max(0, from)
      const smaller = fails([...acts.slice(0, start), ...acts.slice(from + size)])
      yield acts.length
      if (smaller !== null && smaller.length < acts.length) {
        acts = smaller
        removed = true
        from = Math.min(from, acts.length) - size
      } else {
        from -= size
      }
    }
    if (size === 1 && !removed) break
    size = removed ? Math.min(size, acts.length) : Math.floor(size / 2)
  }
  return acts
}

/** Roundness of instants in virtual ms, roundest first. */
const units = [10_000, 5000, 1000, 500, 100]

/** Each act as early and as round as it may be, and with the smallest numbers. */
function* reduceNumbers(failing: readonly TimedAct[], fails: Fails): Generator<number, readonly TimedAct[]> {
  let acts = failing
  for (let i = 0; i < acts.length; i++) {
    for (const simpler of simplerActs(acts[i]!, acts[i - 1]?.at ?? 1)) {
      const reduced = fails(acts.with(i, simpler))
      yield acts.length
      if (reduced === null || reduced.length > acts.length || weightOf(reduced) >= weightOf(acts)) continue
      acts = reduced
      break
    }
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
const weightOf = (acts: readonly TimedAct[]): number =>
  acts.reduce((sum, { at, action }) => sum + 1e9 + at + numbersOf(action), 0)

const numbersOf = (action: Action): number =>
  ('forMs' in action ? (action.forMs ?? 0) : 0) +
  ('times' in action ? (action.times ?? 1) : 0) +
  ('links' in action ? (action.links?.length ?? 0) : 0)
