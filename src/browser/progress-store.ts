import type { DBSchema } from 'idb'
import { isRefused, type Refused, refuse } from '../trace/refused.ts'
import { DatabaseConnection } from './indexeddb/database-connection.ts'
import { checkedProgress, type ProgressById } from './progress-file.ts'

interface ProgressSchema extends DBSchema {
  readonly progress: { key: string; value: ProgressById }
}

/** A database of its own, so that deleted runs do not take the progress with them. */
const name = 'actorium-progress'
const store = 'progress'
const key = 'exercises'

const connect = (): Promise<DatabaseConnection<ProgressSchema>> =>
  DatabaseConnection.open(
    { name, createStores: connection => void connection.createObjectStore(store) },
    true,
  )

/**
 * The stored progress; empty at the first visit; null when the browser's storage fails. Refused when it is damaged or of
 * another version of the page.
 */
export async function readProgress(): Promise<ProgressById | Refused | null> {
  try {
    const connection = await connect()
    try {
      const stored = checkedProgress((await connection.use(database => database.get(store, key))) ?? {})
      return isRefused(stored) ? refuse('unreadable-progress', { problem: stored }) : stored
    } finally {
      connection.close()
    }
  } catch {
    return null
  }
}

/** Stores the progress. Resolves to false when the browser's storage fails; the page then keeps it in memory. */
export async function writeProgress(progress: ProgressById): Promise<boolean> {
  try {
    const connection = await connect()
    try {
      await connection.use(database => database.put(store, progress, key))
      return true
    } finally {
      connection.close()
    }
  } catch {
    return false
  }
}
