import type { AddressText, PathText } from './identifiers.ts'

const startOfPath = (path: PathText): number => {
  const scheme = path.indexOf('://')
  return scheme < 0 ? 0 : path.indexOf('/', scheme + 3)
}

/** `/user/a` of `pekko://c@host:1/user/a#7`: the path without address and uid, which all incarnations share. */
export const localPath = (path: PathText): PathText => {
  const start = startOfPath(path)
  if (start < 0) return '/'
  const uid = path.indexOf('#', start)
  return start === 0 && uid < 0 ? path : path.slice(start, uid < 0 ? path.length : uid)
}

/** `pekko://system@host:port` of a path; null for a path without an address. */
export const addressOf = (path: PathText): AddressText | null => {
  const start = startOfPath(path)
  if (start === 0) return null
  return start < 0 ? path : path.slice(0, start)
}

/** The last part of a path, without uid: `a` of `/user/a#7`. */
export const lastPathPart = (path: PathText): string => {
  const local = localPath(path)
  return local.slice(local.lastIndexOf('/') + 1)
}

/** `/user` of `/user/a`; null for a path of one part. */
export const parentOf = (path: PathText): PathText | null => {
  const local = localPath(path)
  const last = local.lastIndexOf('/')
  return last <= 0 ? null : local.slice(0, last)
}

/** True when `path` is `above` or below it. Both are paths without address. */
export const isWithin = (path: PathText, above: PathText): boolean =>
  path.startsWith(above) && (path.length === above.length || path[above.length] === '/')
