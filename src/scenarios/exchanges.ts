import type { Plain } from '../trace/plain.ts'
import { stateLimit } from '../trace/trace-event.ts'
import type { ExchangeData } from './card.ts'

/** A request and its reply, as data: the page words them. */
interface Exchange {
  readonly id: number
  readonly request: ExchangeData
  /** Null: on its way. */
  readonly reply: ExchangeData | null
}

/** What a client tells of its requests. Only the newest are listed one by one; the counts cover all of them. */
export interface Exchanges {
  readonly asked: number
  readonly recent: readonly Exchange[]
  /** Replies of each type from the beginning on. */
  readonly tally: Readonly<Record<string, number>>
}

/** A time-out of the client's own patience. */
export const noAnswer: ExchangeData = { type: 'NoAnswer' }

/** Listed one by one, as far as their texts fit into the state that is traced. */
const mostListed = 20
/** The rest of the limit is for the counts. */
const listedLength = stateLimit - 400

export const noExchanges = (replyTypes: readonly string[]): Exchanges => ({
  asked: 0,
  recent: [],
  tally: Object.fromEntries([...replyTypes, noAnswer.type].map(type => [type, 0])),
})

/** Its id is the new `asked`. */
export function afterRequest(exchanges: Exchanges, request: ExchangeData): Exchanges {
  const asked = exchanges.asked + 1
  return { ...exchanges, asked, recent: fitting([...exchanges.recent, { id: asked, request, reply: null }]) }
}

/** A reply to a request that is no longer listed is counted like any other. */
export function afterReply(exchanges: Exchanges, id: number, reply: ExchangeData): Exchanges {
  const { recent, tally } = exchanges
  return {
    ...exchanges,
    recent: fitting(recent.map(exchange => (exchange.id === id ? { ...exchange, reply } : exchange))),
    tally: { ...tally, [reply.type]: (tally[reply.type] ?? 0) + 1 },
  }
}

export const inspectedExchanges = ({ asked, recent, tally }: Exchanges): Plain => ({
  exchanges: recent.map(exchange => ({ ...exchange })),
  asked,
  tally: { ...tally },
})

/** The newest of them whose JSON fits: a state that is cut in the middle could not be read. */
function fitting(exchanges: readonly Exchange[]): readonly Exchange[] {
  let first = exchanges.length
  let length = 0
  while (first > 0 && exchanges.length - first < mostListed) {
    length += JSON.stringify(exchanges[first - 1]).length + 1
    if (length > listedLength) break
    first -= 1
  }
  return exchanges.slice(first)
}

/** At most 60 characters, and never half of one. */
export function shorten(text: string): string {
  const most = 60
  if (text.length <= most) return text
  const end = /[\ud800-\udbff]/.test(text[most - 2] ?? '') ? most - 2 : most - 1
  return `${text.slice(0, end)}…`
}

/** `Write(key=hoge, value=fuga)`: for a log, which has no language. */
export function codeOf({ type, ...fields }: ExchangeData): string {
  const values = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  return values.length === 0 ? type : `${type}(${values.join(', ')})`
}
