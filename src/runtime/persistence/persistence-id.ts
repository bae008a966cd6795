/** The permanent key of one entity's events: unique among all entities, never blank. */
export type PersistenceId = string & { readonly '~persistenceId': true }

const separator = '|'

/**
 * Thrown for a blank persistence id, or one with the separator inside a part.
 *
 * @example
 * const isIdError = (error: Error) => error instanceof InvalidPersistenceId
 */
export class InvalidPersistenceId extends Error {
  override readonly name = 'InvalidPersistenceId'
  readonly persistenceId: string

  constructor(persistenceId: string, problem: string) {
    super(`Persistence id [${persistenceId}] ${problem}.`)
    this.persistenceId = persistenceId
  }
}

/**
 * Creates and splits persistence ids.
 *
 * @example
 * const id = PersistenceId.of('cart', '7')
 */
export const PersistenceId = {
  /**
   * Joins an entity type and an entity id: `PersistenceId.of('cart', '7')` is `cart|7`.
   * @throws {InvalidPersistenceId} if the result is blank or either part contains the separator.
   */
  of(type: string, id: string, separatedBy: string = separator): PersistenceId {
    for (const part of [type, id])
      if (separatedBy !== '' && part.includes(separatedBy))
        throw new InvalidPersistenceId(
          `${type}${separatedBy}${id}`,
          `contains the separator [${separatedBy}] in [${part}]`,
        )
    return PersistenceId.ofUniqueId(`${type}${separatedBy}${id}`)
  },

  /** Takes a complete id. @throws {InvalidPersistenceId} if it is blank. */
  ofUniqueId(id: string): PersistenceId {
    checkPersistenceId(id)
    return id as PersistenceId
  },

  /** Splits an id joined by {@link of} with the default separator; without one the type is empty. */
  parts(persistenceId: string): { readonly type: string; readonly id: string } {
    const at = persistenceId.indexOf(separator)
    return at < 0
      ? { type: '', id: persistenceId }
      : { type: persistenceId.slice(0, at), id: persistenceId.slice(at + separator.length) }
  },
}

/** @throws {InvalidPersistenceId} if the id is missing or blank. */
export function checkPersistenceId(id: string | null | undefined): void {
  if (typeof id !== 'string' || id.trim() === '')
    throw new InvalidPersistenceId(String(id), 'is blank. Give every entity a unique id')
}
