/**
 * Phi as a limit. Phi reaches a threshold exactly where `y * (1.5976 + 0.070566 * y * y)` reaches
 * `ln(10^threshold - 1)`, so only this logarithm is needed, once, and it is found here with + - * / alone:
 * engines may differ in the last bit of Math.exp and Math.log, and a decision must not.
 */
export function suspicionLimit(threshold: number): number {
  const odds = tenToThe(threshold) - 1
  return odds <= 0 ? Number.NEGATIVE_INFINITY : naturalLog(odds)
}

/** The argument of the logistic function that stands in for the normal distribution. (PH-4) */
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

/** Halved or doubled into [2/3, 4/3], then twice the area tangent of (x - 1) / (x + 1). */
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
