/** Even steps of the slider are even steps of the logarithm: each third of the way is ten times as fast. */
export const slowest = 0.1
export const fastest = 100
export const sliderEnd = 300

/** `Infinity`, as fast as it goes, is the last step. */
export function speedAt(step: number): number {
  if (step >= sliderEnd) return Number.POSITIVE_INFINITY
  const speed = slowest * (fastest / slowest) ** (step / (sliderEnd - 1))
  return Number(speed.toPrecision(2))
}

export function stepOf(speed: number): number {
  if (!Number.isFinite(speed)) return sliderEnd
  const share = Math.log(Math.max(slowest, Math.min(fastest, speed)) / slowest) / Math.log(fastest / slowest)
  return Math.round(share * (sliderEnd - 1))
}

/** The keys go by these. */
const stops = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, Number.POSITIVE_INFINITY]
export const faster = (speed: number): number =>
  stops.find(stop => stop > speed * 1.01) ?? Number.POSITIVE_INFINITY
export const slower = (speed: number): number => stops.findLast(stop => stop < speed * 0.99) ?? slowest
