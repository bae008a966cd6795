import { deepestNesting } from '../../trace/nesting.ts'
import { errorName } from '../actor/error-text.ts'

/** A value as a failed expectation shows it: as JSON with refs as their path, where JSON can tell it. */
export function shownValue(value: unknown): string {
  if (value instanceof Error) return `${errorName(value)}: ${value.message}`
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`
  const around: unknown[] = []
  return (
    JSON.stringify(value, function (this: unknown, _, inner: unknown) {
      // `this` holds `inner`: what came after it on the way down is left again.
      const depth = around.indexOf(this)
      if (depth >= 0) around.length = depth + 1
      if (around.includes(inner)) return '(itself)'
      if (around.length > deepestNesting) return '(nested too deep)'
      const shown = shownInside(inner)
      if (typeof shown === 'object' && shown !== null) around.push(shown)
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
