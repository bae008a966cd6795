import type { SearchProgress, SearchReport } from '../search/search.ts'
import type { SearchRequest } from '../search/search-options.ts'
import type { Refused } from '../trace/refused.ts'

/** The first message of a search worker. */
export type SearchStart =
  /** It leads the search: each message on `page` is the request for one round. */
  | {
      readonly request: SearchRequest
      readonly page: MessagePort
      /** Ports of the workers that help. */
      readonly helpers: readonly MessagePort[]
    }
  /** It runs trials for the leader. */
  | { readonly request: SearchRequest; readonly leader: MessagePort }

/** Message of the leading search worker to the page. */
export type SearchMessage =
  | { readonly progress: SearchProgress }
  | { readonly report: SearchReport }
  | { readonly refused: Refused }
