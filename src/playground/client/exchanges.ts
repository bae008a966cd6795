import * as v from 'valibot'

const Exchange = v.object({
  id: v.number(),
  request: v.string(),
  answer: v.nullable(v.string()),
  outcome: v.picklist(['pending', 'ok', 'missing', 'no-answer']),
})
const State = v.object({
  exchanges: v.array(Exchange),
  /** Answers of each kind from the beginning on, for more than is remembered one by one. */
  tally: v.optional(v.record(v.string(), v.number())),
})

export type Exchange = v.InferOutput<typeof Exchange>
type State = v.InferOutput<typeof State>

const nothing: State = { exchanges: [] }

function stateOf(state: string | null): State {
  if (state === null) return nothing
  try {
    const parsed = v.safeParse(State, JSON.parse(state))
    return parsed.success ? parsed.output : nothing
  } catch {
    // The state was cut in the middle: there is nothing to show.
    return nothing
  }
}

/** What was asked and answered, newest first, from the client actor's inspected state. */
export const exchangesOf = (state: string | null): readonly Exchange[] =>
  stateOf(state).exchanges.toReversed()

/** The kinds of answers that came at all, in the client's own order. */
export const tallyOf = (state: string | null): readonly (readonly [kind: string, count: number])[] =>
  Object.entries(stateOf(state).tally ?? {}).filter(([, count]) => count > 0)

/** One line of the list: an exchange, or a burst of the same request. */
export interface ExchangeGroup {
  /** Of its newest exchange. */
  readonly id: number
  readonly request: string
  readonly count: number
  /** The most urgent of its outcomes. */
  readonly outcome: Exchange['outcome']
  /** Each answer once, in the order they came; null: on the way. */
  readonly answers: readonly { readonly text: string | null; readonly count: number }[]
}

/** So many of the same in a row are one line. */
const groupedFrom = 3
const byUrgency = ['pending', 'no-answer', 'missing', 'ok'] as const

/** Keeps a burst from pushing everything else out of sight. */
export function groupExchanges(exchanges: readonly Exchange[]): readonly ExchangeGroup[] {
  const runs: Exchange[][] = []
  for (const exchange of exchanges) {
    const run = runs.at(-1)
    if (run?.[0]?.request === exchange.request) run.push(exchange)
    else runs.push([exchange])
  }
  return runs.flatMap(run => (run.length < groupedFrom ? run.map(one => groupOf([one])) : [groupOf(run)]))
}

function groupOf(run: readonly Exchange[]): ExchangeGroup {
  const counts = new Map<string | null, number>()
  // They come newest first, and are told from the first answer on.
  for (const { answer } of run.toReversed()) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const newest = run[0]!
  return {
    id: newest.id,
    request: newest.request,
    count: run.length,
    outcome: byUrgency.find(outcome => run.some(one => one.outcome === outcome)) ?? newest.outcome,
    answers: [...counts].map(([text, count]) => ({ text, count })),
  }
}
