import { deepestNesting, nestedTooDeep } from '../../trace/nesting.ts'
import type { Plain } from '../../trace/plain.ts'
import { ActorError, type ActorRef, isToolkitMessage, toolkitMessage, withAddress } from '../actor/index.ts'

/** A message holds something that cannot leave its system. `at` is the path inside the message. */
export class NotPlain extends ActorError {
  readonly at: string
  constructor(at: string, what: string) {
    super('NotPlain', 'not-plain', `[${at}] ${what}. Send plain data, typed arrays and actor refs only.`)
    this.at = at
  }
}

/** Under this key a ref travels as its path; a message must not have it otherwise. */
const refKey = '$ref'

/** Under this key a message of the toolkit's own travels as plain data, so that no user's data can pass for one. */
export const toolkitKey = '$toolkit'

/**
 * A deep copy of a message in which refs are `{ $ref: path }`, with `address` in front of local paths. Object
 * fields that are undefined are left out.
 * @throws {NotPlain} naming the first offending field.
 */
export function encode(message: unknown, address: string): Plain {
  return encodeAt(message, address, new Walk())
}

/** The copy that the receiver gets: `resolve` turns paths into refs again. */
export function decode(encoded: Plain, resolve: (path: string) => ActorRef<unknown>): unknown {
  if (typeof encoded !== 'object' || encoded === null) return encoded
  if (isTypedArray(encoded)) return copyTypedArray(encoded)
  if (Array.isArray(encoded)) return encoded.map((item: Plain) => decode(item, resolve))
  const fields = encoded as { readonly [key: string]: Plain }
  const path = fields[refKey]
  if (typeof path === 'string') return resolve(path)
  const ofToolkit = fields[toolkitKey]
  if (ofToolkit !== undefined) return toolkitMessage(decode(ofToolkit, resolve) as object)
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) copy[key] = decode(fields[key]!, resolve)
  return copy
}

/** Where in a message the encoder stands. It becomes text only when something is refused. */
class Walk {
  readonly steps: (string | number)[] = []
  /** The objects around the value at hand. */
  readonly around: unknown[] = []

  get path(): string {
    return this.steps.reduce<string>(
      (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}.${step}`),
      'message',
    )
  }
}

function encodeAt(value: unknown, address: string, walk: Walk): Plain {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'object':
      return value === null ? null : encodeObject(value, address, walk)
    case 'undefined':
      throw new NotPlain(walk.path, 'is undefined')
    default:
      throw new NotPlain(walk.path, `is a ${typeof value}`)
  }
}

function encodeObject(value: object, address: string, walk: Walk): Plain {
  if (isRef(value)) return { [refKey]: withAddress(value.path, address) }
  // Typed arrays survive a structured clone; the type Plain does not name them, as the trace must not hold them.
  if (isTypedArray(value)) return copyTypedArray(value) as unknown as Plain
  if (walk.around.includes(value)) throw new NotPlain(walk.path, 'contains itself')
  if (walk.around.length >= deepestNesting) throw new NotPlain(walk.path, nestedTooDeep(deepestNesting))
  walk.around.push(value)
  const copy = Array.isArray(value)
    ? encodeList(value, address, walk)
    : isToolkitMessage(value)
      ? { [toolkitKey]: encodeOwn(value, address, walk) }
      : encodeFields(value, address, walk)
  walk.around.pop()
  return copy
}

function encodeList(list: readonly unknown[], address: string, walk: Walk): Plain {
  const copy: Plain[] = []
  for (let i = 0; i < list.length; i++) {
    walk.steps.push(i)
    copy.push(encodeAt(list[i], address, walk))
    walk.steps.pop()
  }
  return copy
}

function encodeFields(value: object, address: string, walk: Walk): Plain {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const name = (prototype as { readonly constructor?: { readonly name?: string } }).constructor?.name
    throw new NotPlain(walk.path, `is a ${name || 'class instance'}`)
  }
  return encodeOwn(value, address, walk)
}

function encodeOwn(value: object, address: string, walk: Walk): Plain {
  const copy: Record<string, Plain> = {}
  for (const key of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    walk.steps.push(key)
    if (key === refKey || key === toolkitKey || key === '__proto__')
      throw new NotPlain(walk.path, 'has a name kept for refs or engines')
    if (field !== undefined) copy[key] = encodeAt(field, address, walk)
    walk.steps.pop()
  }
  return copy
}

/** Whatever can be told and has a path is a ref, of whichever class. */
function isRef(value: object): value is ActorRef<unknown> {
  return (
    typeof (value as Partial<ActorRef<unknown>>).path === 'string' &&
    typeof (value as Partial<ActorRef<unknown>>).tell === 'function'
  )
}

type TypedArray = Uint8Array

const isTypedArray = (value: object): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const copyTypedArray = (array: TypedArray): TypedArray => array.slice()
