/** An address with the uid of the incarnation that lives there. Pekko: unique per start of a node (ID-1). */
export interface UniqueAddress {
  /** `pekko://system@host:port` */
  readonly address: string
  readonly uid: number
}

/**
 * `address#uid`: the text form of a {@link UniqueAddress}, so that it can be a key in plain records, maps and
 * sets.
 */
export type NodeKey = string

/** Keys by address and uid: a key is compared and hashed often, which needs one text for each node, not equal ones. */
const keys = new Map<string, Map<number, NodeKey>>()
/** The parts of each of these keys, because sorted lists of keys are compared often. */
const parts = new Map<NodeKey, UniqueAddress>()
let keyCount = 0
/** Every start of a node has a new uid. */
const maxKeys = 10_000

export function nodeKey({ address, uid }: UniqueAddress): NodeKey {
  const known = keys.get(address)?.get(uid)
  return known ?? newKey(address, uid)
}

function newKey(address: string, uid: number): NodeKey {
  if (keyCount++ >= maxKeys) {
    keys.clear()
    parts.clear()
    keyCount = 1
  }
  const key = `${address}#${uid}`
  const ofAddress = keys.get(address)
  if (ofAddress === undefined) keys.set(address, new Map([[uid, key]]))
  else ofAddress.set(uid, key)
  parts.set(key, Object.freeze({ address, uid }))
  return key
}

/** The address and the uid of a key, frozen. */
export const partsOfKey = (key: NodeKey): UniqueAddress => parts.get(key) ?? parseNodeKey(key)

export function parseNodeKey(key: NodeKey): UniqueAddress {
  const separator = key.lastIndexOf('#')
  return { address: key.slice(0, separator), uid: Number(key.slice(separator + 1)) }
}

export const addressOfKey = (key: NodeKey): string => partsOfKey(key).address

export const sameNode = (a: UniqueAddress, b: UniqueAddress): boolean =>
  a.uid === b.uid && a.address === b.address
