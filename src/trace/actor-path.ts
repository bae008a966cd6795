/**
 * The syntax of actor paths and addresses: `pekko://system@host:port/user/a/b#uid`. The address and the uid are
 * optional. Only this module takes such texts apart.
 */
import type { AddressText, PathText } from './identifiers.ts'

const scheme = 'pekko://'

export interface ActorPath {
  /** `pekko://system@host:port`, or null for a path without address. */
  readonly address: AddressText | null
  /** `/user/a/b`, without `#uid`. */
  readonly path: PathText
  /** 0: the path has none and means the present incarnation. */
  readonly uid: number
}

/** Index of the first `/` of the names; -1 for an address alone. */
const startOfNames = (path: PathText): number =>
  path.startsWith(scheme) ? path.indexOf('/', scheme.length) : 0

/** Parses `pekko://system@host:port/user/a#uid`, with or without address and uid. @throws {TypeError} for another text. */
export function parsePath(text: PathText): ActorPath {
  const start = startOfNames(text)
  const address = start === 0 ? null : start < 0 ? text : text.slice(0, start)
  const names = start === 0 ? text : start < 0 ? '/' : text.slice(start)
  const mark = names.indexOf('#')
  const uid = mark < 0 ? 0 : Number(names.slice(mark + 1))
  if (!names.startsWith('/') || !Number.isSafeInteger(uid)) {
    throw new TypeError(
      `[${text}] is not an actor path. Write [/user/name] or [pekko://system@host:port/user/name].`,
    )
  }
  return { address, path: mark < 0 ? names : names.slice(0, mark), uid }
}

export const formatPath = ({ address, path, uid }: ActorPath): PathText =>
  `${address ?? ''}${path}${uid === 0 ? '' : `#${uid}`}`

/** The path with `address` in front if it has none of its own. */
export const withAddress = (path: PathText, address: AddressText): PathText =>
  path.startsWith('/') ? address + path : path

/** `/user/a#7` of `pekko://c@host:1/user/a#7`. */
export const withoutAddress = (path: PathText): PathText => {
  const start = startOfNames(path)
  return start < 0 ? '/' : path.slice(start)
}

/** `pekko://c@host:1/user/a` of `pekko://c@host:1/user/a#7`. */
export const withoutUid = (path: PathText): PathText => {
  const mark = path.indexOf('#')
  return mark < 0 ? path : path.slice(0, mark)
}

/** `/user/a` of `pekko://c@host:1/user/a#7`: the path without address and uid, which all incarnations share. */
export const localPath = (path: PathText): PathText => withoutUid(withoutAddress(path))

/** `pekko://system@host:port` of a path; null for a path without an address. */
export const addressOf = (path: PathText): AddressText | null => {
  const start = startOfNames(path)
  if (start === 0) return null
  return start < 0 ? path : path.slice(0, start)
}

/** `['user', 'a']` of `/user/a#7`. */
export const namesOf = (path: PathText): readonly string[] => localPath(path).slice(1).split('/')

/** The last name of a path, without uid: `a` of `/user/a#7`. */
export const nameOf = (path: PathText): string => {
  const local = localPath(path)
  return local.slice(local.lastIndexOf('/') + 1)
}

/** `/user` of `/user/a`; null for a path of one name. */
export const parentOf = (path: PathText): PathText | null => {
  const local = localPath(path)
  const last = local.lastIndexOf('/')
  return last <= 0 ? null : local.slice(0, last)
}

/** True when `path` is `above` or below it. Both are paths without address. */
export const isWithin = (path: PathText, above: PathText): boolean =>
  path.startsWith(above) && (path.length === above.length || path[above.length] === '/')

const illegalInName = /[^-\w.*$+:@&=,!~';%]|%(?![0-9A-Fa-f]{2})/

/** Index of the first character that no actor name may contain; -1 if all are legal. `%` is legal in an escape such as `%2F`. */
export const illegalCharacterAt = (name: string): number => name.search(illegalInName)

/** True for `/user/a` and `/user/a#7` with legal names. */
export const isLocalPath = (text: string): boolean =>
  /^\/[^#]+(?:#\d+)?$/.test(text) && namesOf(text).every(name => name !== '' && illegalCharacterAt(name) < 0)

export interface AddressParts {
  readonly protocol: string
  readonly system: string
  /** Empty for a local address, which means the node that uses it. */
  readonly host: string
  /** 0 for a local address. */
  readonly port: number
}

const addressPattern = /^([a-z][a-z0-9.+-]*):\/\/([^@/:#]+)(?:@([^@/:#]+):(\d{1,5}))?$/i

/** The parts of `protocol://system` or `protocol://system@host:port`; null for another text. */
export function addressParts(address: AddressText): AddressParts | null {
  const match = addressPattern.exec(address)
  return match === null
    ? null
    : { protocol: match[1]!, system: match[2]!, host: match[3] ?? '', port: Number(match[4] ?? 0) }
}

/** `pekko://system@host:port` */
export const formatAddress = (system: string, host: string, port: number): AddressText =>
  `${scheme}${system}@${host}:${port}`

/** `node-3` of `pekko://HogeCluster@node-3:2553`; empty for a text without a host. */
export const hostOf = (address: AddressText): string => addressParts(address)?.host ?? ''

/** The host of a path's address; null for a path without address. */
export const hostOfPath = (path: PathText): string | null => {
  const address = addressOf(path)
  return address === null ? null : hostOf(address)
}

/** `node-3:2553` of `pekko://HogeCluster@node-3:2553`; the whole text if it has no host. */
export function hostAndPort(address: AddressText): string {
  const { host = '', port } = addressParts(address) ?? {}
  return host === '' ? address : `${host}:${port}`
}

/** `HogeCluster` of `pekko://HogeCluster@node-3:2553`; empty for a text that is not an address. */
export const systemOf = (address: AddressText): string => addressParts(address)?.system ?? ''

/** Pekko: underscores are valid, except in the last label (JN-13). */
export const isValidHost = (host: string): boolean =>
  /^[A-Za-z0-9]([A-Za-z0-9_.-]*\.)?[A-Za-z0-9-]*$/.test(host)

/** True for `pekko://system@host:port` with a valid name of a system and a valid host. */
export function isNodeAddress(text: string): boolean {
  const parts = addressParts(text)
  return (
    parts !== null &&
    text.startsWith(scheme) &&
    /^[A-Za-z0-9][\w-]*$/.test(parts.system) &&
    isValidHost(parts.host)
  )
}
