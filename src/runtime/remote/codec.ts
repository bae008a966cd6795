import { withAddress } from '../../trace/actor-path.ts'
import { maxNesting, nestedTooDeep } from '../../trace/nesting-limits.ts'
import type { Plain } from '../../trace/plain.ts'
import type { MessagePurpose } from '../../trace/protocol.ts'
import { ActorError, type ActorRef, isToolkitMessage } from '../actor/index.ts'
import { isRef, ToolkitMessage, toolkitMessage } from '../actor/internal.ts'

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

/** The key of an encoded ref, whose value is its path. Reserved: a message must not use it. */
const refKey = '$ref'

/** The key of an encoded toolkit message. Reserved, so that a user's message cannot imitate one. */
const toolkitKey = '$toolkit'

/** A toolkit message as it is sent, from its encoded fields. */
export const encodedToolkitMessage = (purpose: MessagePurpose, fields: Plain): Plain => ({
  [toolkitKey]: fields,
  purpose: { ...purpose },
})

/**
 * A deep copy of a message. Refs become `{ $ref: path }`, with the field `asker` if the reply to an ask goes there;
 * `address` is put before local paths. Undefined object fields are left out.
 * @throws {NotPlain} with the path of the first value that cannot be sent.
 */
export function encode(message: unknown, address: string): Plain {
  return encodeAt(message, address, new MessagePath())
}

/** Returns the ref for a path; `asker` as in {@link ActorRef}. */
export type ResolveRef = (path: string, asker: string | null | undefined) => ActorRef<unknown>

/** A deep copy for the receiver. */
export function decode(encoded: Plain, resolve: ResolveRef): unknown {
  if (typeof encoded !== 'object' || encoded === null) return encoded
  if (isTypedArray(encoded)) return copyTypedArray(encoded)
  if (Array.isArray(encoded)) return encoded.map((item: Plain) => decode(item, resolve))
  const fields = encoded as { readonly [key: string]: Plain }
  const path = fields[refKey]
  if (typeof path === 'string') return resolve(path, fields.asker as string | null | undefined)
  const toolkitFields = fields[toolkitKey]
  if (toolkitFields !== undefined) {
    // Only `encodedToolkitMessage` writes this key.
    const purpose = fields.purpose as unknown as MessagePurpose
    return toolkitMessage(purpose, decode(toolkitFields, resolve) as object)
  }
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) copy[key] = decode(fields[key]!, resolve)
  return copy
}

/** The encoder's position in a message. The text is built only for an error, because encoding is frequent. */
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

function encodeAt(value: unknown, address: string, path: MessagePath): Plain {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'object':
      return value === null ? null : encodeObject(value, address, path)
    case 'undefined':
      throw new NotPlain(path.text, 'is undefined')
    default:
      throw new NotPlain(path.text, `is a ${typeof value}`)
  }
}

function encodeObject(value: object, address: string, path: MessagePath): Plain {
  if (isRef(value)) return encodeRef(value, address)
  // Typed arrays survive a structured clone. The type Plain leaves them out, because the trace must not
  // contain them.
  if (isTypedArray(value)) return copyTypedArray(value) as unknown as Plain
  if (path.ancestors.includes(value)) throw new NotPlain(path.text, 'contains itself')
  if (path.ancestors.length >= maxNesting) throw new NotPlain(path.text, nestedTooDeep(maxNesting))
  path.ancestors.push(value)
  const copy = Array.isArray(value)
    ? encodeList(value, address, path)
    : isToolkitMessage(value)
      ? encodedToolkitMessage(ToolkitMessage.purposeOf(value)!, encodeOwnFields(value, address, path))
      : encodeFields(value, address, path)
  path.ancestors.pop()
  return copy
}

function encodeRef(
  ref: { readonly path: string; readonly '~asker'?: string | null | undefined },
  address: string,
) {
  const encoded = { [refKey]: withAddress(ref.path, address) }
  const asker = ref['~asker']
  if (asker === undefined) return encoded
  return { ...encoded, asker: asker === null ? null : withAddress(asker, address) }
}

function encodeList(list: readonly unknown[], address: string, path: MessagePath): Plain {
  const copy: Plain[] = []
  for (let i = 0; i < list.length; i++) {
    path.steps.push(i)
    copy.push(encodeAt(list[i], address, path))
    path.steps.pop()
  }
  return copy
}

function encodeFields(value: object, address: string, path: MessagePath): Plain {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    const name = (prototype as { readonly constructor?: { readonly name?: string } }).constructor?.name
    throw new NotPlain(path.text, `is a ${name || 'class instance'}`)
  }
  return encodeOwnFields(value, address, path)
}

function encodeOwnFields(value: object, address: string, path: MessagePath): Plain {
  const copy: Record<string, Plain> = {}
  for (const key of Object.keys(value)) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    path.steps.push(key)
    if (key === refKey || key === toolkitKey || key === '__proto__')
      throw new NotPlain(path.text, 'uses a reserved field name')
    if (field !== undefined) copy[key] = encodeAt(field, address, path)
    path.steps.pop()
  }
  return copy
}

type TypedArray = Uint8Array

const isTypedArray = (value: object): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

const copyTypedArray = (array: TypedArray): TypedArray => array.slice()
