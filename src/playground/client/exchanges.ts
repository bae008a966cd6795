import * as v from 'valibot'

const Exchange = v.object({
  id: v.number(),
  request: v.string(),
  answer: v.nullable(v.string()),
  outcome: v.picklist(['pending', 'ok', 'missing', 'no-answer']),
})
const State = v.object({ exchanges: v.array(Exchange) })

export type Exchange = v.InferOutput<typeof Exchange>

/** What was asked and answered, newest first, from the client actor's inspected state. */
export function exchangesOf(state: string | null): readonly Exchange[] {
  if (state === null) return []
  try {
    const parsed = v.safeParse(State, JSON.parse(state))
    return parsed.success ? parsed.output.exchanges.toReversed() : []
  } catch {
    // The state was cut in the middle: there is nothing to show.
    return []
  }
}
