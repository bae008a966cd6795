import { parsePath } from '../actor/index.ts'

/** A path as logs show it: with its address, if it has one, and without the incarnation's number. */
export function withoutUid(path: string): string {
  const parsed = parsePath(path)
  return `${parsed.address ?? ''}${parsed.path}`
}

/** A path as registries know it: `/user/a`. */
export const pathWithinSystem = (path: string): string => parsePath(path).path
