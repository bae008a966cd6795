import { maxNesting } from '../../trace/nesting-limits.ts'
import { errorName } from '../actor/base/error-text.ts'

/**
 * The text of a value in the message of a failed expectation: JSON, with refs as their path, where JSON has a form.
 */
export function shownValue(value: unknown): string {
  if (value instanceof Error) return `${errorName(value)}: ${value.message}`
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`
  const ancestors: unknown[] = []
  return (
    JSON.stringify(value, function (this: unknown, _, inner: unknown) {
      // `this` contains `inner`, so the ancestors after `this` belong to a finished branch.
      const depth = ancestors.indexOf(this)
      if (depth >= 0) ancestors.length = depth + 1
      if (ancestors.includes(inner)) return '(itself)'
      if (ancestors.length > maxNesting) return '(nested too deep)'
      const shown = shownInside(inner)
      if (typeof shown === 'object' && shown !== null) ancestors.push(shown)
      return shown
    }) ?? String(value)
  )
}

function shownInside(value: unknown): unknown {
  if (value instanceof Error || typeof value === 'function') return shownValue(value)
  if (value instanceof Map || value instanceof Set) return [...value]
  if (typeof value === 'bigint') return `${value}n`
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value
}
