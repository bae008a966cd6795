/**
 * The phi threshold as a limit of {@link suspicion}. Phi reaches a threshold exactly where `y * (1.5976 +
 * 0.070566 * y * y)` reaches `ln(10^threshold - 1)`. This logarithm is computed with + - * / only, because
 * engines may differ in the last bit of `Math.exp` and `Math.log` and the decision must be the same in all of
 * them.
 */
export function suspicionLimit(threshold: number): number {
  const odds = tenToThe(threshold) - 1
  return odds <= 0 ? Number.NEGATIVE_INFINITY : naturalLog(odds)
}

/** Pekko: the argument of the logistic function that approximates the normal distribution (PH-4). */
export const suspicion = (y: number): number => y * (1.5976 + 0.070566 * y * y)

const ln10 = Math.LN10
const ln2 = Math.LN2

function tenToThe(power: number): number {
  const whole = Math.floor(power)
  let result = exponential((power - whole) * ln10)
  for (let i = 0; i < whole; i++) result *= 10
  return result
}

function exponential(x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 60; n++) {
    term = (term * x) / n
    sum += term
  }
  return sum
}

/** Scales `value` into [2/3, 4/3] by powers of 2, then sums the series of 2 artanh((x - 1) / (x + 1)). */
function naturalLog(value: number): number {
  let x = value
  let twos = 0
  for (; x > 4 / 3; twos++) x /= 2
  for (; x < 2 / 3; twos--) x *= 2
  const z = (x - 1) / (x + 1)
  let power = z
  let sum = 0
  for (let n = 1; n < 60; n += 2) {
    sum += power / n
    power *= z * z
  }
  return 2 * sum + twos * ln2
}
