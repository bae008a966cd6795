import type { Envelope } from '../runtime/participant.ts'
import type { Plain } from '../trace/plain.ts'

/** Something was sent to another participant that is not plain data. */
export class NotPlainData extends Error {
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

/** Plain data and typed arrays. @throws {NotPlainData} for what a wire would not carry as it is. */
export function copyPlain(value: Plain, path: string): Plain {
  return copyAt(value, path, [])
}

/** `steps` lead from the root to the value. They become text only when somebody has to be told. */
function copyAt(value: Plain, root: string, steps: (string | number)[]): Plain {
  if (value === null) return null
  if (typeof value !== 'object') {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
    throw new NotPlainData(pathOf(root, steps), value === undefined ? 'nothing at all' : `a ${typeof value}`)
  }
  if (Array.isArray(value)) {
    const list = value as readonly Plain[]
    const copy: Plain[] = new Array(list.length)
    for (let i = 0; i < list.length; i++) {
      steps.push(i)
      copy[i] = copyAt(list[i]!, root, steps)
      steps.pop()
    }
    return copy
  }
  // The codec lets typed arrays through, and a wire copies them.
  if (ArrayBuffer.isView(value) && 'slice' in value)
    return (value as unknown as Uint8Array).slice() as unknown as Plain
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotPlainData(pathOf(root, steps), `an instance of ${value.constructor?.name ?? 'a class'}`)
  }
  const copy: { [key: string]: Plain | undefined } = {}
  const fields = value as { readonly [key: string]: Plain | undefined }
  for (const key in fields) {
    const field = fields[key]
    steps.push(key)
    copy[key] = field === undefined ? undefined : copyAt(field, root, steps)
    steps.pop()
  }
  return copy
}

const pathOf = (root: string, steps: readonly (string | number)[]): string =>
  steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}.${step}`),
    root,
  )
