/** Names one entity's events for good: unique among all entities, never blank. */
export type PersistenceId = string & { readonly '~persistenceId': true }

const separator = '|'

export class InvalidPersistenceId extends Error {
  override readonly name = 'InvalidPersistenceId'
  readonly persistenceId: string

  constructor(persistenceId: string, why: string) {
    super(`Persistence id [${persistenceId}] ${why}.`)
    this.persistenceId = persistenceId
  }
}

export const PersistenceId = {
  /**
   * Of a kind of entity and one entity's own id: `cart|7`.
   * @throws {InvalidPersistenceId} when either part is blank or holds the separator.
   */
  of(type: string, id: string, between: string = separator): PersistenceId {
    for (const part of [type, id])
      if (between !== '' && part.includes(between))
        throw new InvalidPersistenceId(
          `${type}${between}${id}`,
          `holds its separator [${between}] in [${part}]`,
        )
    return PersistenceId.ofUniqueId(`${type}${between}${id}`)
  },

  /** The whole id as it is. @throws {InvalidPersistenceId} when it is blank. */
  ofUniqueId(id: string): PersistenceId {
    checkPersistenceId(id)
    return id as PersistenceId
  },

  /** What {@link of} was given; without a separator the type is empty and the id is everything. */
  parts(persistenceId: string): { readonly type: string; readonly id: string } {
    const at = persistenceId.indexOf(separator)
    return at < 0
      ? { type: '', id: persistenceId }
      : { type: persistenceId.slice(0, at), id: persistenceId.slice(at + separator.length) }
  },
}

/** @throws {InvalidPersistenceId} when it is missing or blank. */
export function checkPersistenceId(id: string | null | undefined): void {
  if (typeof id !== 'string' || id.trim() === '')
    throw new InvalidPersistenceId(String(id), 'is blank. Give every entity an id of its own')
}
