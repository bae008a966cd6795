interface RefLike {
  readonly path: string
  tell(message: unknown): void
}

/** True for any object with a path and a `tell` method, because user code may have a ref class of its own. */
export function isRef(value: unknown): value is RefLike {
  if (typeof value !== 'object' || value === null) return false
  const ref = value as Partial<RefLike>
  // `tell` first, because most values have none, and a lookup without result is slow.
  return typeof ref.tell === 'function' && typeof ref.path === 'string'
}
