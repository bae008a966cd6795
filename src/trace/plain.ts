/**
 * What may cross a border between participants, and what the trace may hold: numbers, strings, booleans,
 * null, arrays, plain objects. Nothing with a prototype of its own.
 */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined }
