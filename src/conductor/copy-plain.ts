import type { Envelope } from '../runtime/participant.ts'
import type { Plain } from '../trace/plain.ts'
import { notPlain, PlainFault, placeOf, type WalkRules, walkPlain } from '../trace/walk-plain.ts'

/** A message to another participant holds something that is not plain data. */
export class NotPlainData extends Error {
  readonly code = 'not-plain'
  readonly path: string

  constructor(path: string, found: string) {
    super(
      `The field [${path}] holds ${found}. Only plain data crosses between participants: send numbers, texts, lists and plain objects.`,
    )
    this.name = 'NotPlain'
    this.path = path
  }
}

/** Copies an envelope as a wire does, so that participants of one thread share no objects either. */
export function copyEnvelope(envelope: Envelope): Envelope {
  return { ...envelope, message: copyPlain(envelope.message, 'message') }
}

/** A wire carries more than JSON: NaN, fields set to undefined, typed arrays. The sender's codec has limited the depth. */
const rules: WalkRules = {
  maxDepth: Number.POSITIVE_INFINITY,
  maxValues: Number.POSITIVE_INFINITY,
  copies: true,
  keepsUndefined: true,
  leaf: value => {
    switch (typeof value) {
      case 'string':
      case 'number':
      case 'boolean':
        return value
      case 'object':
        if (value === null) return null
        return ArrayBuffer.isView(value) && 'slice' in value ? (value as Uint8Array).slice() : notPlain
      default:
        return notPlain
    }
  },
}

/**
 * A copy of plain data and typed arrays that shares nothing with the value. `root` names the value in the error.
 * @throws {NotPlainData} for a value that a wire would not carry as it is.
 */
export function copyPlain(value: Plain, root: string): Plain {
  try {
    return walkPlain(value, rules) as Plain
  } catch (error) {
    if (!(error instanceof PlainFault)) throw error
    throw new NotPlainData(placeOf(error.steps, root), foundIn(error))
  }
}

const foundIn = ({ problem, value }: PlainFault): string => {
  if (problem === 'contains-itself') return 'an object that contains itself'
  if (problem === 'reserved-name') return 'a field named __proto__'
  if (value === undefined) return 'nothing at all'
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`
  return `an instance of ${value.constructor?.name ?? 'a class'}`
}
