import { parsePath } from '../actor/index.ts'

/** A path in the form of log lines: with its address, if any, and without the uid. */
export function withoutUid(path: string): string {
  const parsed = parsePath(path)
  return `${parsed.address ?? ''}${parsed.path}`
}

/** A path in the form of registry keys, without address and uid: `/user/a`. */
export const pathWithinSystem = (path: string): string => parsePath(path).path
