/**
 * An object whose keys come from a trace, a file or a script. It has no prototype, so that `constructor` and `__proto__`
 * are keys like any other: absent until they are set.
 */
export type Keyed<T> = Record<string, T>

export const emptyKeyed = <T>(): Keyed<T> => Object.create(null) as Keyed<T>

export const copyKeyed = <T>(keyed: { readonly [key: string]: T }): Keyed<T> =>
  Object.assign(emptyKeyed<T>(), keyed)
