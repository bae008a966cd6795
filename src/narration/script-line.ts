import type { Action } from '../trace/action.ts'
import type { Plain } from '../trace/plain.ts'
import { codeLiteral } from './code-literal.ts'

/**
 * An action as a line of JavaScript, for the console of the page, for walkthroughs and for tests.
 *
 * @example scriptLine({ type: 'Kill', participant: 'node-2' }) // await playground.do({ type: 'Kill', participant: 'node-2' })
 */
export const scriptLine = (action: Action): string =>
  `await playground.do(${codeLiteral(action as unknown as Plain)})`
