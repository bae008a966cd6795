import * as v from 'valibot'
import {
  type ExchangeData,
  type ReplyText,
  replyText,
  requestText,
  type ScenarioCard,
} from '../../scenarios/card.ts'
import type { Locale } from '../texts/texts.ts'
import { parseJson } from '../ui/parse-json.ts'

const Data = v.objectWithRest({ type: v.string() }, v.union([v.string(), v.number(), v.null()]))
const State = v.object({
  exchanges: v.array(
    v.object({
      id: v.number(),
      request: Data,
      reply: v.nullable(Data),
      again: v.optional(v.number(), 0),
    }),
  ),
  /** All requests of the run; `exchanges` holds only the newest. */
  asked: v.number(),
  /** All replies of the run, by type. */
  tally: v.record(v.string(), v.number()),
})

/** A request and its reply in one language. */
export interface Exchange {
  readonly id: number
  readonly request: string
  /** `null` while it is on its way. */
  readonly answer: string | null
  readonly outcome: 'pending' | ReplyText['outcome']
  /** Number of times the client has asked again so far; 0 once it is answered. */
  readonly again: number
}

export interface Exchanges {
  /** The newest first. */
  readonly listed: readonly Exchange[]
  /** Earlier requests, which the client has only counted. */
  readonly older: { readonly count: number; readonly waiting: number }
  /** Replies by type, without types that never arrived, in the client's order. */
  readonly tally: readonly (readonly [type: string, count: number])[]
}

const noExchanges: Exchanges = { listed: [], older: { count: 0, waiting: 0 }, tally: [] }

/** A request that was answered. */
export interface Answered {
  readonly id: number
  readonly request: ExchangeData
  readonly reply: ExchangeData
}

/** The listed requests of the client actor's inspected state that have an answer; null for another state. */
export function answersIn(state: string | null): readonly Answered[] | null {
  return (
    stateOf(state)?.exchanges.flatMap(({ id, request, reply }) =>
      reply === null ? [] : [{ id, request, reply }],
    ) ?? null
  )
}

/** Requests and replies from the client actor's inspected state, in the words of the scenario's card. */
export function readExchanges(state: string | null, card: ScenarioCard, locale: Locale): Exchanges {
  const found = stateOf(state)
  if (found === null) return noExchanges
  const { exchanges, asked, tally } = found
  const answered = Object.values(tally).reduce((sum, count) => sum + count, 0)
  const listedWaiting = exchanges.filter(({ reply }) => reply === null).length
  return {
    listed: exchanges.toReversed().map(({ id, request, reply, again }) => {
      const { outcome, text } = reply === null ? pending : replyText(card, reply)
      return {
        id,
        request: requestText(card, request)[locale],
        answer: text?.[locale] ?? null,
        outcome,
        again: reply === null ? again : 0,
      }
    }),
    older: { count: asked - exchanges.length, waiting: asked - answered - listedWaiting },
    tally: Object.entries(tally).filter(([, count]) => count > 0),
  }
}

const pending = { outcome: 'pending', text: null } as const

function stateOf(state: string | null): v.InferOutput<typeof State> | null {
  const parsed = state === null ? null : v.safeParse(State, parseJson(state))
  return parsed?.success === true ? parsed.output : null
}

/** One line of the list: an exchange, or a burst of the same request. */
export interface ExchangeGroup {
  /** The id of its newest exchange. */
  readonly id: number
  readonly request: string
  readonly count: number
  /** The most urgent of its outcomes. */
  readonly outcome: Exchange['outcome']
  /** Each answer once, in the order of arrival; `null` for exchanges without an answer so far. */
  readonly answers: readonly { readonly text: string | null; readonly count: number }[]
  /** The most times that the client has asked again for one of them that has no answer. */
  readonly again: number
}

/** Equal requests in a row are one line from this number on. */
const minGroupSize = 3
const byUrgency = ['pending', 'no-answer', 'missing', 'ok'] as const

/** Groups equal requests, so that a burst does not push all other exchanges out of sight. */
export function groupExchanges(exchanges: readonly Exchange[]): readonly ExchangeGroup[] {
  const runs: Exchange[][] = []
  for (const exchange of exchanges) {
    const run = runs.at(-1)
    if (run?.[0]?.request === exchange.request) run.push(exchange)
    else runs.push([exchange])
  }
  return runs.flatMap(run =>
    run.length < minGroupSize ? run.map(exchange => groupOf([exchange])) : [groupOf(run)],
  )
}

function groupOf(run: readonly Exchange[]): ExchangeGroup {
  const counts = new Map<string | null, number>()
  // Reversed, because exchanges are listed newest first and answers oldest first.
  for (const { answer } of run.toReversed()) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  const newest = run[0]!
  return {
    id: newest.id,
    request: newest.request,
    count: run.length,
    outcome: byUrgency.find(outcome => run.some(exchange => exchange.outcome === outcome)) ?? newest.outcome,
    answers: [...counts].map(([text, count]) => ({ text, count })),
    again: Math.max(...run.map(({ again }) => again)),
  }
}
