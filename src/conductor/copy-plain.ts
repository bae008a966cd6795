import type { Envelope } from '../runtime/participant.ts'
import type { Plain } from '../trace/plain.ts'

/** Something was sent to another participant that is not plain data. */
export class NotPlain extends Error {
  readonly code = 'not-plain'
  readonly path: string

  constructor(path: string, what: string) {
    super(
      `The field [${path}] holds ${what}. Only plain data crosses between participants: send numbers, texts, lists and plain objects.`,
    )
    this.name = 'NotPlain'
    this.path = path
  }
}

/** A copy as a wire would make one, so that nothing is shared between participants in one thread either. */
export function copyEnvelope(envelope: Envelope): Envelope {
  return { ...envelope, message: copyPlain(envelope.message, 'message') }
}

/** @throws {NotPlain} for what a wire would not carry as it is. */
export function copyPlain(value: Plain, path: string): Plain {
  if (value === null) return null
  if (typeof value !== 'object') {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
    throw new NotPlain(path, `a ${typeof value}`)
  }
  if (Array.isArray(value)) {
    const list = value as readonly Plain[]
    const copy: Plain[] = new Array(list.length)
    for (let i = 0; i < list.length; i++) copy[i] = copyPlain(list[i]!, `${path}[${i}]`)
    return copy
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotPlain(path, `an instance of ${value.constructor?.name ?? 'a class'}`)
  }
  const copy: { [key: string]: Plain | undefined } = {}
  const fields = value as { readonly [key: string]: Plain | undefined }
  for (const key in fields) {
    const field = fields[key]
    copy[key] = field === undefined ? undefined : copyPlain(field, `${path}.${key}`)
  }
  return copy
}
