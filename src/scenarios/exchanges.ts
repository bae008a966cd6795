import type { Plain } from '../trace/plain.ts'
import { stateLimit } from '../trace/trace-event.ts'
import type { ExchangeData } from './card.ts'

/** A request and its reply, as data: the page turns them into texts. */
interface Exchange {
  readonly id: number
  readonly request: ExchangeData
  /** Null while no reply has arrived. */
  readonly reply: ExchangeData | null
  /** Number of times the client has asked again; absent before the first time, and once there is a reply. */
  readonly again?: number
}

/** A client's requests and replies: the last ones in full, and counts of all. */
export interface Exchanges {
  /** Number of requests so far. */
  readonly asked: number
  readonly recent: readonly Exchange[]
  /** Number of replies by type, since the start. */
  readonly tally: Readonly<Record<string, number>>
}

/** Stands for the reply when none arrived before the client's time-out. */
export const noAnswer: ExchangeData = { type: 'NoAnswer' }

/** Most exchanges in the list. Fewer are listed when their texts do not fit into a traced state. */
const maxListed = 20
/** Characters for the list; the counts need the rest of the limit. */
const maxListLength = stateLimit - 400

export const noExchanges = (replyTypes: readonly string[]): Exchanges => ({
  asked: 0,
  recent: [],
  tally: Object.fromEntries([...replyTypes, noAnswer.type].map(type => [type, 0])),
})

/** Adds a request. Its id is the new value of `asked`. */
export function afterRequest(exchanges: Exchanges, request: ExchangeData): Exchanges {
  const asked = exchanges.asked + 1
  return {
    ...exchanges,
    asked,
    recent: lastFitting([...exchanges.recent, { id: asked, request, reply: null }]),
  }
}

/** Notes that the client asks again, for the `again`-th time, because no reply came. */
export function afterRepeat(exchanges: Exchanges, id: number, again: number): Exchanges {
  const { recent } = exchanges
  return {
    ...exchanges,
    recent: lastFitting(recent.map(exchange => (exchange.id === id ? { ...exchange, again } : exchange))),
  }
}

/** Adds a reply. It is counted also when its request is no longer listed. */
export function afterReply(exchanges: Exchanges, id: number, reply: ExchangeData): Exchanges {
  const { recent, tally } = exchanges
  return {
    ...exchanges,
    recent: lastFitting(
      recent.map(exchange => (exchange.id === id ? { id, request: exchange.request, reply } : exchange)),
    ),
    tally: { ...tally, [reply.type]: (tally[reply.type] ?? 0) + 1 },
  }
}

/** The exchanges as state for the inspector. */
export const inspectedExchanges = ({
  asked,
  recent,
  tally,
}: Exchanges): { readonly [field: string]: Plain } => ({
  exchanges: recent.map(exchange => ({ ...exchange })),
  asked,
  tally: { ...tally },
})

/**
 * The last exchanges whose JSON fits the limit. A longer state would be cut in the middle and could not be parsed.
 */
function lastFitting(exchanges: readonly Exchange[]): readonly Exchange[] {
  let first = exchanges.length
  let length = 0
  while (first > 0 && exchanges.length - first < maxListed) {
    length += JSON.stringify(exchanges[first - 1]).length + 1
    if (length > maxListLength) break
    first -= 1
  }
  return exchanges.slice(first)
}

/** Cuts a text to 60 characters, and never between the two halves of a surrogate pair. */
export function shorten(text: string): string {
  const maxLength = 60
  if (text.length <= maxLength) return text
  const end = /[\ud800-\udbff]/.test(text[maxLength - 2] ?? '') ? maxLength - 2 : maxLength - 1
  return `${text.slice(0, end)}…`
}

/** Formats a request or reply for the log, the same in every language: `Write(key=hoge, value=fuga)`. */
export function formatExchange({ type, ...fields }: ExchangeData): string {
  const values = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  return values.length === 0 ? type : `${type}(${values.join(', ')})`
}
