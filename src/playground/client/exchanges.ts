import * as v from 'valibot'
import { type ScenarioCard, type WordedReply, wordReply, wordRequest } from '../../scenarios/card.ts'
import type { Locale } from '../texts/texts.ts'

const Data = v.objectWithRest({ type: v.string() }, v.union([v.string(), v.number(), v.null()]))
const State = v.object({
  exchanges: v.array(v.object({ id: v.number(), request: Data, reply: v.nullable(Data) })),
  /** Requests from the beginning on, for more than are listed one by one. */
  asked: v.number(),
  /** Replies of each type from the beginning on. */
  tally: v.record(v.string(), v.number()),
})

/** A request and its reply in one language. */
export interface Exchange {
  readonly id: number
  readonly request: string
  /** Null: on its way. */
  readonly answer: string | null
  readonly outcome: 'pending' | WordedReply['outcome']
}

export interface Exchanges {
  /** The newest first. */
  readonly listed: readonly Exchange[]
  /** Earlier requests, of which only the numbers are known. */
  readonly older: { readonly count: number; readonly waiting: number }
  /** The types of replies that came at all, in the client's own order. */
  readonly tally: readonly (readonly [type: string, count: number])[]
}

const nothing: Exchanges = { listed: [], older: { count: 0, waiting: 0 }, tally: [] }

/** Requests and replies from the client actor's inspected state, said as the scenario says them. */
export function readExchanges(state: string | null, card: ScenarioCard, locale: Locale): Exchanges {
  const parsed = state === null ? null : v.safeParse(State, parseJson(state))
  if (parsed?.success !== true) return nothing
  const { exchanges, asked, tally } = parsed.output
  const answered = Object.values(tally).reduce((sum, count) => sum + count, 0)
  const waitingHere = exchanges.filter(({ reply }) => reply === null).length
  return {
    listed: exchanges.toReversed().map(({ id, request, reply }) => {
      const { outcome, words } = reply === null ? pending : wordReply(card, reply)
      return { id, request: wordRequest(card, request)[locale], answer: words?.[locale] ?? null, outcome }
    }),
    older: { count: asked - exchanges.length, waiting: asked - answered - waitingHere },
    tally: Object.entries(tally).filter(([, count]) => count > 0),
  }
}

const pending = { outcome: 'pending', words: null } as const

/** Undefined for the state of another kind of actor that was cut in the middle. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

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
