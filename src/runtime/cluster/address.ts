import type { UniqueAddress } from './member.ts'

/** `address#uid`: what sets, clocks and tables are keyed by. */
export type NodeKey = string

export interface AddressParts {
  readonly protocol: string
  readonly system: string
  /** '' for an address that means "here". */
  readonly host: string
  /** 0 where there is none. */
  readonly port: number
}

export class InvalidAddress extends Error {
  readonly address: string
  constructor(address: string, why: string) {
    super(`[${address}] is not an address: ${why}. Write it as [pekko://system@host:port].`)
    this.name = 'InvalidAddress'
    this.address = address
  }
}

const addressPattern = /^([a-z][a-z0-9.+-]*):\/\/([^@/:#]+)(?:@([^@/:#]+):(\d{1,5}))?$/i
const hostPattern = /^[A-Za-z0-9]([A-Za-z0-9_.-]*\.)?[A-Za-z0-9-]*$/

/** Addresses are compared all the time and there are few of them: their parts are read once. */
const known = new Map<string, AddressParts>()

/** @throws {InvalidAddress} */
export function parseAddress(address: string): AddressParts {
  const found = known.get(address)
  if (found !== undefined) return found
  const match = addressPattern.exec(address)
  if (match === null)
    throw new InvalidAddress(address, 'protocol, system, host and port cannot be told apart')
  const parts = { protocol: match[1]!, system: match[2]!, host: match[3] ?? '', port: Number(match[4] ?? 0) }
  if (parts.host !== '' && !isValidHost(parts.host)) {
    throw new InvalidAddress(address, `the host [${parts.host}] has characters that no host name has`)
  }
  known.set(address, parts)
  return parts
}

/** Underscores pass, except in the last label. (JN-13) */
export const isValidHost = (host: string): boolean => hostPattern.test(host)

export const isLocalAddress = (address: string): boolean => parseAddress(address).host === ''

/** By host, then by port as a number; protocol and system take no part. (ID-2) */
export function compareAddresses(a: string, b: string): number {
  if (a === b) return 0
  const left = parseAddress(a)
  const right = parseAddress(b)
  if (left.host !== right.host) return left.host < right.host ? -1 : 1
  return left.port - right.port
}

export function compareUniqueAddresses(a: UniqueAddress, b: UniqueAddress): number {
  const byAddress = compareAddresses(a.address, b.address)
  return byAddress !== 0 ? byAddress : a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0
}

export const sameNode = (a: UniqueAddress, b: UniqueAddress): boolean =>
  a.uid === b.uid && a.address === b.address

export const nodeKey = (node: UniqueAddress): NodeKey => `${node.address}#${node.uid}`

export function parseNodeKey(key: NodeKey): UniqueAddress {
  const hash = key.lastIndexOf('#')
  return { address: key.slice(0, hash), uid: Number(key.slice(hash + 1)) }
}

export const addressOfKey = (key: NodeKey): string => key.slice(0, key.lastIndexOf('#'))

export function compareNodeKeys(a: NodeKey, b: NodeKey): number {
  return a === b ? 0 : compareUniqueAddresses(parseNodeKey(a), parseNodeKey(b))
}
