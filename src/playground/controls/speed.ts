// The slider is logarithmic: each third of its length multiplies the speed by ten.
export const slowest = 0.1
export const fastest = 100
export const sliderEnd = 300

/** Virtual ms per real ms at a step of the slider; `Infinity`, without a limit, at the last step. */
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

/** Speeds that the keys go through. */
const stops = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, Number.POSITIVE_INFINITY]
export const faster = (speed: number): number =>
  stops.find(stop => stop > speed * 1.01) ?? Number.POSITIVE_INFINITY
export const slower = (speed: number): number => stops.findLast(stop => stop < speed * 0.99) ?? slowest
