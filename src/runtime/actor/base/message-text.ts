import { bodyLimit } from '../../../trace/trace-event.ts'
import { jsonText } from './error-text.ts'

/** A message's label: its `type`, else the name of its class, else its JavaScript type. */
export function labelOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return typeof message
  const { type } = message as { readonly type?: unknown }
  return typeof type === 'string' ? type : message.constructor?.name || 'object'
}

/** A message as JSON, refs as their path, cut at `bodyLimit`. Undefined for a message that JSON cannot write. */
export function bodyOf(message: unknown): string | undefined {
  const text = jsonText(message)
  return text === undefined || text.length <= bodyLimit ? text : text.slice(0, bodyLimit)
}
