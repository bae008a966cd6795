import { InvalidActorName } from './actor-errors.ts'

const scheme = 'pekko://'

export interface ActorPath {
  /** `pekko://system@host:port`, or null for a path without address. */
  readonly address: string | null
  /** `/user/a/b`, without `#uid`. */
  readonly path: string
  /** 0: the path has none and means the present incarnation. */
  readonly uid: number
}

/** Parses `pekko://system@host:port/user/a#uid`, with or without address and uid. @throws {TypeError} for another text. */
export function parsePath(text: string): ActorPath {
  let address: string | null = null
  let rest = text
  if (text.startsWith(scheme)) {
    const slash = text.indexOf('/', scheme.length)
    address = slash < 0 ? text : text.slice(0, slash)
    rest = slash < 0 ? '/' : text.slice(slash)
  }
  const hash = rest.lastIndexOf('#')
  const uid = hash < 0 ? 0 : Number(rest.slice(hash + 1))
  if (!rest.startsWith('/') || !Number.isSafeInteger(uid)) {
    throw new TypeError(
      `[${text}] is not an actor path. Write [/user/name] or [pekko://system@host:port/user/name].`,
    )
  }
  return { address, path: hash < 0 ? rest : rest.slice(0, hash), uid }
}

export function formatPath(path: ActorPath): string {
  return `${path.address ?? ''}${path.path}${path.uid === 0 ? '' : `#${path.uid}`}`
}

/** The path with `address` in front if it has none of its own. */
export const withAddress = (path: string, address: string): string =>
  path.startsWith('/') ? address + path : path

/** The last name of a path, without uid. */
export function nameOf(path: string): string {
  const hash = path.lastIndexOf('#')
  const plain = hash < 0 ? path : path.slice(0, hash)
  return plain.slice(plain.lastIndexOf('/') + 1)
}

const legal = /[-A-Za-z0-9_.*$+:@&=,!~';]/
const plainlyLegal = /^[-A-Za-z0-9_.*+:@&=,!~';]+$/

/** @throws {InvalidActorName} for an illegal name; names the character and its position. */
export function checkName(name: string): void {
  if (typeof name === 'string' && plainlyLegal.test(name)) return
  if (typeof name !== 'string' || name === '')
    throw new InvalidActorName(String(name), 'a name must be a text that is not empty')
  if (name.startsWith('$')) throw new InvalidActorName(name, 'a name must not begin with [$]')
  for (let i = 0; i < name.length; i++) {
    const character = name.charAt(i)
    if (legal.test(character)) continue
    if (character === '%' && /^%[0-9A-Fa-f]{2}/.test(name.slice(i))) {
      i += 2
      continue
    }
    throw new InvalidActorName(name, `character [${character}] at position [${i}] is not allowed`)
  }
}

const digits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~'

/** `a`, `b`, …: a counter in base 64, least significant digit first. */
export function base64Name(count: number): string {
  let name = ''
  let rest = count
  do {
    name += digits.charAt(rest % 64)
    rest = Math.floor(rest / 64)
  } while (rest > 0)
  return name
}
