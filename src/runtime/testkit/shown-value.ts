import { nestingFault } from '../../trace/nesting.ts'
import { errorName } from '../actor/error-text.ts'

/** A value as a failed expectation shows it: as JSON with refs as their path, where JSON can tell it. */
export function shownValue(value: unknown): string {
  if (value instanceof Error) return `${errorName(value)}: ${value.message}`
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`
  const fault = nestingFault(value, 'value')
  if (fault !== null) return `what JSON cannot write: ${fault}`
  return JSON.stringify(value, (_, inner: unknown) => shownInside(inner)) ?? String(value)
}

function shownInside(value: unknown): unknown {
  if (value instanceof Error || typeof value === 'function') return shownValue(value)
  if (value instanceof Map || value instanceof Set) return [...value]
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value
}
