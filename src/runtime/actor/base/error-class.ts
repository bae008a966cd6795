/** A class of errors, abstract or not. */
export type ErrorClass = abstract new (...args: never[]) => Error
