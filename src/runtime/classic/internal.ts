/** Entry for the layers that build on classic actors. Scenarios use `index.ts`. */

export type { ClassicCell } from './classic-cell.ts'
export { type AnyReceive, applyReceive } from './receive.ts'
export { SentMail } from './sent-mail.ts'
