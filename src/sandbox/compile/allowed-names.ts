/**
 * The names outside of its own file that a behavior may use. Every other name is refused when the code is compiled, so
 * no list of forbidden names must be complete.
 */
export const allowedNames: ReadonlySet<string> = new Set([
  'AggregateError',
  'Array',
  'ArrayBuffer',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'Boolean',
  'DataView',
  'Error',
  'EvalError',
  'Float32Array',
  'Float64Array',
  'Infinity',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'JSON',
  'Map',
  'Math',
  'NaN',
  'Number',
  'Object',
  'Proxy',
  'RangeError',
  'ReferenceError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakSet',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'undefined',
])

/** The functions of `Math` that give the same bits in every engine. */
export const exactMath = [
  'E',
  'LN10',
  'LN2',
  'LOG10E',
  'LOG2E',
  'PI',
  'SQRT1_2',
  'SQRT2',
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
] as const

/** The kind of a refused name, which decides about the advice. */
export type Advice =
  | 'network'
  | 'storage'
  | 'timer'
  | 'clock'
  | 'random'
  | 'waiting'
  | 'workers'
  | 'console'
  | 'evaluation'
  | 'page'
  | 'unknown'

const advised: Readonly<Record<Exclude<Advice, 'unknown'>, readonly string[]>> = {
  network: [
    'EventSource',
    'Request',
    'Response',
    'WebSocket',
    'WebTransport',
    'XMLHttpRequest',
    'fetch',
    'importScripts',
  ],
  storage: ['caches', 'cookieStore', 'indexedDB', 'localStorage', 'sessionStorage'],
  timer: [
    'clearInterval',
    'clearTimeout',
    'queueMicrotask',
    'requestAnimationFrame',
    'scheduler',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ],
  clock: ['Date', 'Intl', 'Temporal', 'performance'],
  random: ['crypto'],
  waiting: ['Promise'],
  workers: [
    'Atomics',
    'BroadcastChannel',
    'MessageChannel',
    'MessagePort',
    'SharedArrayBuffer',
    'SharedWorker',
    'Worker',
    'close',
    'onmessage',
    'postMessage',
  ],
  console: ['console'],
  evaluation: ['Function', 'WebAssembly', 'eval'],
  page: ['document', 'global', 'globalThis', 'location', 'navigator', 'process', 'self', 'window'],
}

const adviceByName: ReadonlyMap<string, Advice> = new Map(
  Object.entries(advised).flatMap(([advice, names]) => names.map(name => [name, advice as Advice] as const)),
)

/** The refused names with advice of their own. */
export const advisedNames: readonly string[] = [...adviceByName.keys()]

export const adviceFor = (name: string): Advice => adviceByName.get(name) ?? 'unknown'
