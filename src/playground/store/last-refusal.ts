import { create } from 'zustand'
import { isRefused, type Refused } from '../../trace/index.ts'

/** The answer to the last action of a person. */
interface LastRefusal {
  /** The refusal; `null` if the action was done. */
  readonly refused: Refused | null
  /** Grows with each answer, so that equal refusals can be distinguished. */
  readonly count: number
}

export const useLastRefusal = create<LastRefusal>()(() => ({ refused: null, count: 0 }))

/** Shows the answer if it is a refusal, and returns it. */
export function showRefusal<T>(answer: T): T {
  const refused = isRefused(answer) ? answer : null
  useLastRefusal.setState(({ count }) => ({ refused, count: count + 1 }))
  return answer
}
