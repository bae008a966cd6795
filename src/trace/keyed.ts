/**
 * An object whose keys come from a trace, a file or a script. It inherits nothing, so that `constructor` is a key like any
 * other: absent until it is set, and `__proto__` too.
 */
export type Keyed<T> = Record<string, T>

export const emptyKeyed = <T>(): Keyed<T> => Object.create(null) as Keyed<T>

export const copyKeyed = <T>(keyed: { readonly [key: string]: T }): Keyed<T> =>
  Object.assign(emptyKeyed<T>(), keyed)
