import type { Plain } from '../trace/plain.ts'

const isName = (key: string): boolean => /^[A-Za-z_$][\w$]*$/.test(key)

/** A computed key defines a field named `__proto__`, where a plain one would set the prototype. */
const keyOf = (key: string): string => {
  if (key === '__proto__') return `['__proto__']`
  return isName(key) ? key : text(key)
}

const text = (value: string): string =>
  `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** A value as JavaScript code on one line. */
export const codeLiteral = (value: Plain): string => {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(codeLiteral).join(', ')}]`
  const fields = Object.entries(value as { readonly [key: string]: Plain }).map(
    ([key, field]) => `${keyOf(key)}: ${codeLiteral(field)}`,
  )
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
