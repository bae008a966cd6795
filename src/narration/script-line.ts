import type { Action } from '../trace/action.ts'
import type { Plain } from '../trace/plain.ts'

const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

const text = (value: string): string =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

const literal = (value: Plain): string => {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  const fields = Object.entries(value as { readonly [key: string]: Plain }).map(
    ([key, field]) => `${isName(key) ? key : text(key)}: ${literal(field)}`,
  )
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/**
 * An action as a line of JavaScript, for the console of the page, for walkthroughs and for tests.
 *
 * @example scriptLine({ type: 'Kill', participant: 'node-2' }) // await playground.do({ type: 'Kill', participant: 'node-2' })
 */
export const scriptLine = (action: Action): string =>
  `await playground.do(${literal(action as unknown as Plain)})`
