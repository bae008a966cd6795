/**
 * Parses plain decimal digits, such as `-12` or `0.5`; NaN for any other text. `Number` would also parse `0x10` as 16,
 * `1e3` as 1000 and blank text as 0.
 */
export const numberInDecimal = (text: string): number =>
  /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN

/** Plain decimal digits of a number from 0, which {@link numberInDecimal} parses to the same number. */
export function decimalText(number: number): string {
  const [digits, exponent] = String(number).split('e-')
  return exponent === undefined
    ? String(number)
    : `0.${'0'.repeat(Number(exponent) - 1)}${digits!.replace('.', '')}`
}
