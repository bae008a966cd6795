/**
 * Parses plain decimal digits, such as `-12` or `0.5`; NaN for any other text. `Number` would also parse `0x10` as 16,
 * `1e3` as 1000 and blank text as 0.
 */
export const numberInDecimal = (text: string): number =>
  /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN
