import { parseAddress } from './address.ts'

/**
 * The log text about a node of another system or protocol; `null` for a compatible node. Pekko: such joins
 * are ignored (ID-7).
 */
export function joinMismatch(selfAddress: string, otherAddress: string): string | null {
  const own = parseAddress(selfAddress)
  const other = parseAddress(otherAddress)
  if (other.system === own.system && other.protocol === own.protocol) return null
  return `Trying to join member with wrong ActorSystem name or protocol, but was ignored, expected [${own.system}] but was [${other.system}]`
}
