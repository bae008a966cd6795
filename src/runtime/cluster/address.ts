import { type AddressParts, addressParts, isValidHost } from '../../trace/actor-path.ts'
import { type NodeKey, partsOfKey, type UniqueAddress } from './ids.ts'

export class InvalidAddress extends Error {
  readonly address: string
  constructor(address: string, reason: string) {
    super(`Invalid address [${address}]: ${reason}. Write it as [pekko://system@host:port].`)
    this.name = 'InvalidAddress'
    this.address = address
  }
}

/** Addresses are few and compared in every gossip, so each is parsed once. */
const cache = new Map<string, AddressParts>()

/**
 * @throws {InvalidAddress} unless it reads `protocol://system` or `protocol://system@host:port` with a valid
 * host.
 */
export function parseAddress(address: string): AddressParts {
  const cached = cache.get(address)
  if (cached !== undefined) return cached
  const parts = addressParts(address)
  if (parts === null) throw new InvalidAddress(address, 'it has no protocol, system, host and port')
  if (parts.host !== '' && !isValidHost(parts.host)) {
    throw new InvalidAddress(address, `the host [${parts.host}] contains invalid characters`)
  }
  cache.set(address, parts)
  return parts
}

export const isLocalAddress = (address: string): boolean => parseAddress(address).host === ''

/** Pekko: addresses order by host, then by port as a number; protocol and system are ignored (ID-2). */
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

export function compareNodeKeys(a: NodeKey, b: NodeKey): number {
  return a === b ? 0 : compareUniqueAddresses(partsOfKey(a), partsOfKey(b))
}
