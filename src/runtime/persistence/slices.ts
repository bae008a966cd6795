/** Number of slices into which persistence ids are divided. */
export const numberOfSlices = 1024

/** Inclusive bounds of adjacent slices. */
export interface SliceRange {
  readonly minSlice: number
  readonly maxSlice: number
}

/** Thrown for a number of ranges by which 1024 slices cannot be divided equally. */
export class InvalidSliceRanges extends Error {
  override readonly name = 'InvalidSliceRanges'

  constructor(ranges: number) {
    super(`[${numberOfSlices}] slices cannot be divided into [${ranges}] equal ranges. Use a power of two.`)
  }
}

/**
 * The slice of a persistence id, 0 to 1023, from the hash that the JVM computes for its text.
 *
 * @example sliceOf('pid-1') // 111
 */
export function sliceOf(persistenceId: string): number {
  let hash = 0
  for (let i = 0; i < persistenceId.length; i++)
    hash = (Math.imul(31, hash) + persistenceId.charCodeAt(i)) | 0
  return Math.abs(hash % numberOfSlices)
}

/**
 * Divides the slices into equal ranges.
 *
 * @throws {InvalidSliceRanges} if that is impossible.
 * @example sliceRanges(4)[0] // { minSlice: 0, maxSlice: 255 }
 */
export function sliceRanges(ranges: number): readonly SliceRange[] {
  const size = numberOfSlices / ranges
  if (!Number.isInteger(ranges) || ranges < 1 || !Number.isInteger(size)) throw new InvalidSliceRanges(ranges)
  return Array.from({ length: ranges }, (_, i) => ({ minSlice: i * size, maxSlice: (i + 1) * size - 1 }))
}
