/** The only source of chance in the runtime: seeded, the same in every engine. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number
  /** Uniform whole number in [0, bound). */
  below(bound: number): number
  /** 1 … 2^31 − 1: for incarnation numbers. */
  uid(): number
  /** One of them, uniformly. @throws {RangeError} when there are none. */
  pick<T>(items: readonly T[]): T
}

/** A generator (sfc32) seeded from text, e.g. `7/node-1/2`: equal texts give equal series. */
export function seededRandom(seed: string): Random {
  let [a, b, c, counter] = hash128(seed)
  const uint32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) uint32()
  const next = () => uint32() / 4294967296
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    uid: () => 1 + below(2147483646),
    pick: items => {
      if (items.length === 0) throw new RangeError('pick: there is nothing to pick from.')
      return items[below(items.length)]!
    },
  }
}

/** Four 32-bit words from text (FNV-1a from four offsets, each mixed once more). */
function hash128(text: string): [number, number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35]
  for (let i = 0; i < text.length; i++) {
    for (let w = 0; w < 4; w++) words[w] = Math.imul(words[w]! ^ (text.charCodeAt(i) + w), 0x01000193)
  }
  return words.map(word => {
    let x = word ^ (word >>> 16)
    x = Math.imul(x, 0x7feb352d)
    x ^= x >>> 15
    return Math.imul(x, 0x846ca68b) ^ (x >>> 16)
  }) as [number, number, number, number]
}
