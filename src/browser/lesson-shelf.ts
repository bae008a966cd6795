import type { DBSchema } from 'idb'
import { DatabaseConnection } from './indexeddb/database-connection.ts'
import { newRunId } from './new-run-id.ts'

/** A lesson of a person, as it is stored. */
export interface ShelvedLesson<Content = unknown> {
  readonly shelfId: string
  /** Version of `content`; a record of another version is left as it is and not listed. */
  readonly version: number
  readonly content: Content
  /** Wall ms since 1970. */
  readonly savedAt: number
}

interface ShelfSchema extends DBSchema {
  readonly lessons: { key: string; value: ShelvedLesson }
}

/** A database of its own, so that deleted runs do not take the lessons with them. */
const name = 'actorium-lessons'
const store = 'lessons'

const connect = (): Promise<DatabaseConnection<ShelfSchema>> =>
  DatabaseConnection.open(
    { name, createStores: connection => void connection.createObjectStore(store, { keyPath: 'shelfId' }) },
    true,
  )

async function use<T>(
  begin: (connection: DatabaseConnection<ShelfSchema>) => Promise<T>,
  failed: T,
): Promise<T> {
  try {
    const connection = await connect()
    try {
      return await begin(connection)
    } finally {
      connection.close()
    }
  } catch {
    return failed
  }
}

/** The stored lessons; null when the browser's storage fails. */
export const readShelf = (): Promise<readonly ShelvedLesson[] | null> =>
  use<readonly ShelvedLesson[] | null>(async connection => {
    const lessons = await connection.use(database => database.getAll(store))
    return lessons
  }, null)

/** Stores a lesson in place of the one with the same id. Resolves to false when the browser's storage fails. */
export const putOnShelf = (lesson: ShelvedLesson): Promise<boolean> =>
  use(async connection => {
    await connection.use(database => database.put(store, lesson))
    return true
  }, false)

/** Removes a lesson. Resolves to false when the browser's storage fails. */
export const takeFromShelf = (shelfId: string): Promise<boolean> =>
  use(async connection => {
    await connection.use(database => database.delete(store, shelfId))
    return true
  }, false)

export const newShelfId: () => string = newRunId
