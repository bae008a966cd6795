import { withAddress } from '../../trace/actor-path.ts'
import { maxNesting, nestedTooDeep } from '../../trace/nesting-limits.ts'
import type { Plain } from '../../trace/plain.ts'
import type { MessagePurpose } from '../../trace/protocol.ts'
import { ActorError, type ActorRef, isToolkitMessage } from '../actor/index.ts'
import { deepFrozen, isRef, receivedImmutable, ToolkitMessage } from '../actor/internal.ts'

/**
 * A message contains a value that cannot be sent to another participant. `at` is the path inside the message.
 */
export class NotPlain extends ActorError {
  readonly at: string
  constructor(at: string, problem: string) {
    super('NotPlain', 'not-plain', `[${at}] ${problem}. Send plain data, typed arrays and actor refs only.`)
    this.at = at
  }
}

/**
 * The key of an encoded ref, whose value is its path. Reserved: a message must not use it. Literals write the key itself,
 * because engines make an object with a computed key several times as slowly.
 */
const refKey = '$ref'

/** The key of an encoded toolkit message. Reserved, so that a user's message cannot imitate one. */
const toolkitKey = '$toolkit'

/** A toolkit message as it is sent, from its encoded fields. */
export const encodedToolkitMessage = (purpose: MessagePurpose, fields: Plain): Plain => ({
  $toolkit: fields,
  purpose: purpose as unknown as Plain,
})

/** An immutable message as it is sent: the message itself, because nobody can change it. */
const encodedImmutable = (message: ToolkitMessage): Plain => ({
  $toolkit: deepFrozen(message) as unknown as Plain,
  purpose: ToolkitMessage.purposeOf(message) as unknown as Plain,
  immutable: true,
})

/**
 * A deep copy of a message. Refs become `{ $ref: path }`, with the field `asker` if the reply to an ask goes there;
 * `address` is put before local paths. Undefined object fields are left out.
 * @throws {NotPlain} with the path of the first value that cannot be sent.
 */
export function encode(message: unknown, address: string): Plain {
  const encoded = encodeAt(message, address, 0, null)
  // Never faulty with a path, which is in the error that it throws.
  return encoded === faulty ? (encodeAt(message, address, 0, new MessagePath()) as Plain) : encoded
}

/** Returned by an encoder without a path: another one with a path finds the same fault and names its place. */
const faulty = Symbol('a value that cannot be sent')
type Encoded = Plain | typeof faulty

/** Returns the ref for a path; `asker` as in {@link ActorRef}. */
export type ResolveRef = (path: string, asker: string | null | undefined) => ActorRef<unknown>

/** A deep copy for the receiver. */
export function decode(encoded: Plain, resolve: ResolveRef): unknown {
  return typeof encoded === 'object' && encoded !== null ? decodeObject(encoded, resolve) : encoded
}

function decodeObject(encoded: object, resolve: ResolveRef): unknown {
  if (Array.isArray(encoded)) return decodeList(encoded as readonly Plain[], resolve)
  if (isTypedArray(encoded)) return copyTypedArray(encoded)
  const fields = encoded as { readonly [key: string]: Plain }
  const path = fields[refKey]
  if (typeof path === 'string') return resolve(path, fields.asker as string | null | undefined)
  const toolkitFields = fields[toolkitKey]
  if (toolkitFields === undefined) return decodeFields(fields, {}, resolve)
  // Only this module writes this key.
  if (fields.immutable === true)
    return receivedImmutable(fields.purpose as unknown as MessagePurpose, toolkitFields as object)
  const message = new ToolkitMessage(fields.purpose as unknown as MessagePurpose)
  return decodeFields(
    toolkitFields as { readonly [key: string]: Plain },
    message as unknown as Record<string, unknown>,
    resolve,
  )
}

function decodeList(list: readonly Plain[], resolve: ResolveRef): readonly unknown[] {
  const copy = new Array<unknown>(list.length)
  for (let i = 0; i < list.length; i++) copy[i] = decode(list[i]!, resolve)
  return copy
}

/** Adds decoded fields to `copy`. A loop with `in`, here and in the encoder, because `Object.keys` allocates a list. */
function decodeFields(
  fields: { readonly [key: string]: Plain },
  copy: Record<string, unknown>,
  resolve: ResolveRef,
): unknown {
  for (const key in fields) copy[key] = decode(fields[key]!, resolve)
  return copy
}

/** The encoder's position in a message. Only a message with a fault needs it, and encoding is frequent. */
class MessagePath {
  readonly steps: (string | number)[] = []
  /** The objects that contain the current value, to detect cycles. */
  readonly ancestors: unknown[] = []

  get text(): string {
    return this.steps.reduce<string>(
      (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}.${step}`),
      'message',
    )
  }
}

/** `depth`: the objects and lists that contain the value. */
function encodeAt(value: unknown, address: string, depth: number, path: MessagePath | null): Encoded {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'object':
      return value === null ? null : encodeObject(value, address, depth, path)
    case 'undefined':
      return fault(path, 'is undefined')
    default:
      return fault(path, `is a ${typeof value}`)
  }
}

function fault(path: MessagePath | null, problem: string): typeof faulty {
  if (path === null) return faulty
  throw new NotPlain(path.text, problem)
}

function encodeObject(value: object, address: string, depth: number, path: MessagePath | null): Encoded {
  const isToolkit = isToolkitMessage(value)
  if (isToolkit && ToolkitMessage.isImmutable(value)) return encodedImmutable(value)
  if (isRef(value)) return encodeRef(value, address)
  // Typed arrays survive a structured clone. The type Plain leaves them out, because the trace must not
  // contain them.
  if (isTypedArray(value)) return copyTypedArray(value) as unknown as Plain
  if (path?.ancestors.includes(value)) return fault(path, 'contains itself')
  if (depth >= maxNesting) return fault(path, nestedTooDeep(maxNesting))
  path?.ancestors.push(value)
  const inside = depth + 1
  const copy = Array.isArray(value)
    ? encodeList(value, address, inside, path)
    : isToolkit
      ? encodeOwnFields(value, address, inside, path)
      : encodeFields(value, address, inside, path)
  path?.ancestors.pop()
  return copy === faulty || !isToolkit ? copy : encodedToolkitMessage(ToolkitMessage.purposeOf(value)!, copy)
}

function encodeRef(
  ref: { readonly path: string; readonly '~asker'?: string | null | undefined },
  address: string,
) {
  const encoded = { $ref: withAddress(ref.path, address) }
  const asker = ref['~asker']
  if (asker === undefined) return encoded
  return { ...encoded, asker: asker === null ? null : withAddress(asker, address) }
}

function encodeList(
  list: readonly unknown[],
  address: string,
  depth: number,
  path: MessagePath | null,
): Encoded {
  const copy: Plain[] = []
  for (let i = 0; i < list.length; i++) {
    path?.steps.push(i)
    const item = encodeAt(list[i], address, depth, path)
    if (item === faulty) return faulty
    copy.push(item)
    path?.steps.pop()
  }
  return copy
}

function encodeFields(value: object, address: string, depth: number, path: MessagePath | null): Encoded {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const name = (prototype as { readonly constructor?: { readonly name?: string } }).constructor?.name
    return fault(path, `is a ${name || 'class instance'}`)
  }
  return encodeOwnFields(value, address, depth, path)
}

function encodeOwnFields(value: object, address: string, depth: number, path: MessagePath | null): Encoded {
  const copy: Record<string, Plain> = {}
  const fields = value as Readonly<Record<string, unknown>>
  for (const key in fields) {
    const field = fields[key]
    path?.steps.push(key)
    if (key === refKey || key === toolkitKey || key === '__proto__')
      return fault(path, 'uses a reserved field name')
    const encoded = field === undefined ? undefined : encodeAt(field, address, depth, path)
    if (encoded === faulty) return faulty
    if (encoded !== undefined) copy[key] = encoded
    path?.steps.pop()
  }
  return copy
}

type TypedArray = Uint8Array

const isTypedArray = (value: object): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const copyTypedArray = (array: TypedArray): TypedArray => array.slice()
