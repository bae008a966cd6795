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

export const nodeKey = (node: UniqueAddress): NodeKey => `${node.address}#${node.uid}`

export function parseNodeKey(key: NodeKey): UniqueAddress {
  const separator = key.lastIndexOf('#')
  return { address: key.slice(0, separator), uid: Number(key.slice(separator + 1)) }
}

export const addressOfKey = (key: NodeKey): string => key.slice(0, key.lastIndexOf('#'))

export const sameNode = (a: UniqueAddress, b: UniqueAddress): boolean =>
  a.uid === b.uid && a.address === b.address
