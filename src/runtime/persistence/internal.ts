/** Exports for other layers of the runtime; scenarios and hosts import `index.ts`. */
export { failureOf } from './failure-of.ts'
export { persistenceProtocol } from './journal-protocol.ts'
export { outcomeOf } from './maybe-promise.ts'
export type { StoredCounts } from './store-index.ts'
export type { StoreChange, StoreRequest, StoreResponse } from './store-response.ts'
