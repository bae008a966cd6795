/** For the other layers of the runtime; scenarios and hosts use `index.ts`. */
export type { StoredCounts as Held } from './store-index.ts'
export type { StoreResponse as Done } from './store-service.ts'
