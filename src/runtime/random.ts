/**
 * The only source of random values in the runtime. It is seeded and yields the same values in every JavaScript
 * engine.
 */
export interface Random {
  /** A uniform number in [0, 1), a multiple of 2^-32. */
  next(): number
  /** A uniform whole number in [0, bound). */
  below(bound: number): number
  /** A whole number from 1 to 2^31 − 1, for the uid of an incarnation. */
  uid(): number
  /** A uniformly chosen item. @throws {RangeError} when `items` is empty */
  pick<T>(items: readonly T[]): T
}

/** A generator that can begin another sequence. Whoever holds it draws from the new one. */
interface ReseedableRandom extends Random {
  /** Continues as a new generator of this seed would. */
  reseed(seed: string): void
}

/**
 * A generator (sfc32) seeded from a text such as `7/node-1/2`: equal texts yield equal sequences.
 *
 * @example
 * const die = seededRandom('7/node-1/2').below(6) + 1
 */
export function seededRandom(seed: string): ReseedableRandom {
  let a = 0
  let b = 0
  let c = 0
  let counter = 0
  const uint32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return t >>> 0
  }
  const reseed = (text: string): void => {
    ;[a, b, c, counter] = hash128(text)
    for (let i = 0; i < 12; i++) uint32()
  }
  reseed(seed)
  const next = () => uint32() / 4294967296
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    reseed,
    next,
    below,
    uid: () => 1 + below(2147483646),
    pick: items => {
      if (items.length === 0) throw new RangeError('pick() needs at least one item.')
      return items[below(items.length)]!
    },
  }
}

/** The generators of one incarnation. Each is seeded by (seed, participant, n-th start, purpose). */
export interface IncarnationRandom {
  /** A new generator for a purpose, such as `/links`; the empty purpose is that of the actors. */
  of(purpose: string): Random
  /** Continues all generators as if the run had this seed. */
  reseed(seed: number): void
}

/** `seed`: the run's seed, which holds unless a `Reseed` came before the start. */
export function incarnationRandom(
  seed: number,
  boot: { readonly id: string; readonly incarnation: number; readonly seed?: number },
): IncarnationRandom {
  const generators = new Map<string, ReseedableRandom>()
  const textOf = (of: number, purpose: string): string => `${of}/${boot.id}/${boot.incarnation}${purpose}`
  return {
    of: purpose => {
      const generator = seededRandom(textOf(boot.seed ?? seed, purpose))
      generators.set(purpose, generator)
      return generator
    },
    reseed: next => {
      for (const [purpose, generator] of generators) generator.reseed(textOf(next, purpose))
    },
  }
}

/** Hashes a text to four 32-bit words: FNV-1a from four offsets, then one more mix of each word. */
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
