/** Exports for other layers of the runtime; scenarios and hosts import `index.ts`. */
export { persistenceProtocol } from './journal-protocol.ts'
export type { StoredCounts } from './store-index.ts'
export type { StoreResponse } from './store-response.ts'
