import { adviceFor, advisedNames, allowedNames } from '../compile/allowed-names.ts'
import { refusedName } from '../compile/reasons.ts'

/** The global scope, whose own name is removed too. */
const realm = globalThis as unknown as Record<PropertyKey, unknown>

/** Names that stay for the runtime itself. Compiled code cannot reach them, because none of its names is looked up here. */
const keptNames: ReadonlySet<PropertyKey> = new Set([
  ...allowedNames,
  'Promise',
  'FinalizationRegistry',
  'TextEncoder',
  'WeakRef',
])

let locked = false

/** An error with the advice of a refused name. */
export class NotAvailable extends Error {}

/**
 * Removes everything from this worker's global scope but the language itself, makes functions that turn text into code
 * refuse, and freezes what is left. Call it before any edited code runs; it cannot be undone, and a second call changes nothing.
 */
export function lockDown(): void {
  if (locked) return
  locked = true
  refuseEvaluation()
  removeUnequal()
  removeGlobals()
  hideStacks()
  freezeAll(intrinsics())
  for (const name of allowedNames) {
    const found = Object.getOwnPropertyDescriptor(realm, name)
    if (found?.configurable === true)
      Object.defineProperty(realm, name, { writable: false, configurable: false })
  }
}

const refusing = (name: string) =>
  function refuse(): never {
    throw new NotAvailable(refusedName(name, adviceFor(name)).en)
  }

function removeGlobals(): void {
  const isEventTarget = (holder: object) => Object.hasOwn(holder, 'addEventListener') && holder !== realm
  let holder: object | null = realm
  // The worker's ports are event targets and share this prototype.
  while (holder !== null && holder !== Object.prototype && !isEventTarget(holder)) {
    for (const name of Reflect.ownKeys(holder)) {
      if (keptNames.has(name) || (name === 'constructor' && holder !== realm)) continue
      Reflect.deleteProperty(holder, name)
    }
    holder = Reflect.getPrototypeOf(holder)
  }
  for (const name of advisedNames) {
    if (keptNames.has(name)) continue
    Object.defineProperty(realm, name, {
      get: refusing(name),
      set: refusing(name),
      enumerable: false,
      configurable: false,
    })
  }
}

/** The constructors of functions are reachable from every function, also where a policy forbids what they do. */
function refuseEvaluation(): void {
  const refuse = refusing('Function')
  for (const sample of [() => {}, function* () {}, async () => {}, async function* () {}]) {
    const prototype = Object.getPrototypeOf(sample) as object
    Object.defineProperty(prototype, 'constructor', { value: refuse, writable: false, configurable: false })
  }
}

/** Functions whose results depend on the language or the engine. */
function removeUnequal(): void {
  const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object
  const places: readonly (readonly [object, readonly string[]])[] = [
    [String.prototype, ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase']],
    ...[Number, BigInt, Array, Object].map(({ prototype }) => [prototype, ['toLocaleString']] as const),
    [typedArray, ['toLocaleString']],
    [Array, ['fromAsync']],
  ]
  for (const [holder, names] of places) for (const name of names) Reflect.deleteProperty(holder, name)
}

/** Stacks differ in every engine, and in some of them lead to other functions. */
function hideStacks(): void {
  for (const name of ['captureStackTrace', 'prepareStackTrace']) Reflect.deleteProperty(Error, name)
  Reflect.deleteProperty(Error.prototype, 'stack')
  // WebKit notices only an assignment.
  const limited = Error as { stackTraceLimit?: number }
  limited.stackTraceLimit = 0
  Object.defineProperty(Error, 'stackTraceLimit', { value: 0, writable: false, configurable: false })
}

/** All objects of the language that code can reach without a name. */
function intrinsics(): readonly unknown[] {
  const iterators = [
    [][Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''[Symbol.iterator](),
    'a'.matchAll(/a/g),
    (function* () {})(),
    (async function* () {})(),
  ]
  const functions = [() => {}, function* () {}, async () => {}, async function* () {}]
  return [
    ...[...keptNames].map(name => realm[name]),
    ...[...iterators, ...functions].map(sample => Object.getPrototypeOf(sample)),
  ]
}

/** Properties of shared prototypes that ordinary code assigns on objects of its own. */
const assigned: ReadonlySet<PropertyKey> = new Set(['constructor', 'message', 'name', 'toString', 'valueOf'])

/** Freezes objects and all that can be reached from them. */
export function freezeAll(roots: readonly unknown[]): void {
  const seen = new Set<unknown>([realm])
  const pending = [...roots]
  while (pending.length > 0) {
    const next = pending.pop()
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next)) continue
    seen.add(next)
    pending.push(Object.getPrototypeOf(next))
    const properties = Object.getOwnPropertyDescriptors(next) as Record<PropertyKey, PropertyDescriptor>
    for (const key of Reflect.ownKeys(properties)) {
      const { value, get, set } = properties[key]!
      pending.push(value, get, set)
    }
    if (isSharedPrototype(next)) for (const key of assigned) allowAssignment(next, key)
    if (!ArrayBuffer.isView(next) && !isNamespace(next)) Object.freeze(next)
  }
}

/** The namespace of a module cannot be frozen, and cannot be changed. */
const isNamespace = (value: object): boolean =>
  Object.getOwnPropertyDescriptor(value, Symbol.toStringTag)?.value === 'Module'

/** Kept here, because the name `Function` is removed. */
const shared: readonly unknown[] = [Object.prototype, Function.prototype, Error.prototype]

const isSharedPrototype = (value: object): boolean => shared.includes(value) || value instanceof Error

/** An assignment to an object fails where its frozen prototype has the property, so an accessor defines it there instead. */
function allowAssignment(prototype: object, key: PropertyKey): void {
  const found = Object.getOwnPropertyDescriptor(prototype, key)
  if (found === undefined || !('value' in found) || found.configurable !== true) return
  const { value } = found as { readonly value: unknown }
  Object.defineProperty(prototype, key, {
    get: () => value,
    set(this: object, assigned: unknown) {
      if (this === prototype)
        throw new NotAvailable(`[${String(key)}] of a shared prototype cannot be changed.`)
      Object.defineProperty(this, key, {
        value: assigned,
        writable: true,
        enumerable: true,
        configurable: true,
      })
    },
    enumerable: false,
    configurable: false,
  })
}
