/**
 * Data that messages between participants and the trace may contain: numbers, strings, booleans, null, lists and plain
 * objects, but no instances of classes.
 */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined }
