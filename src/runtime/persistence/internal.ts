/** For the other layers of the runtime; scenarios and hosts use `index.ts`. */
export type { Held } from './store-index.ts'
export type { Done } from './store-keeper.ts'
