import { type Difference, differenceIn, type EventLog } from '../../trace/index.ts'
import type { Lane } from '../store/lanes.ts'

/** Events that are compared without a pause. */
const sliceLength = 2048

/** The last instant that two lanes share by their origin, in virtual ms; −1: none. */
export function sharedUntil(lanes: readonly Lane[], first: Lane, second: Lane): number {
  const pathOf = (lane: Lane): readonly Lane[] => {
    const path = [lane]
    for (;;) {
      const parent = lanes.find(({ runId }) => runId === path[0]?.branch?.parent)
      if (parent === undefined || path.includes(parent)) return path
      path.unshift(parent)
    }
  }
  const [one, other] = [pathOf(first), pathOf(second)]
  if (one[0] !== other[0]) return -1
  let common = 0
  while (common < one.length && one[common] === other[common]) common++
  const forks = [...one.slice(common), ...other.slice(common)]
  return Math.min(Number.POSITIVE_INFINITY, ...forks.map(({ branch }) => branch?.at ?? -1))
}

/** The first difference of two logs, which are equal up to the instant `shared`. The page is not blocked meanwhile. */
export async function firstDifference(
  first: EventLog,
  second: EventLog,
  shared: number,
): Promise<Difference | null> {
  const end = Math.max(first.length, second.length)
  for (let from = first.countUntil(shared); from < end; from += sliceLength) {
    const found = differenceIn(first, second, from, from + sliceLength)
    if (found !== null) return found
    await new Promise(resolve => setTimeout(resolve))
  }
  return null
}
