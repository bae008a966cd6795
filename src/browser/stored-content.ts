import { openRunDatabase } from './indexeddb/run-database.ts'

/** The content of a run's IndexedDB, and the browser's figures on the room for the whole page. */
export interface StoredContent {
  readonly commits: number
  readonly events: number
  readonly snapshots: number
  /** Characters of JSON, which is about the number of bytes. */
  readonly characters: number
  /** Bytes that the page uses and may use; null where the browser does not tell. */
  readonly usage: number | null
  readonly quota: number | null
}

/** Reads the stored part of a run; null if it is not stored or cannot be read. */
export async function storedContentOf(runId: string): Promise<StoredContent | null> {
  try {
    const database = await openRunDatabase(runId, { create: false })
    try {
      const found = { commits: 0, events: 0, snapshots: 0, characters: 0 }
      // Record by record, because the text of a large journal at once would block the page.
      await database.use(async connection => {
        const { store } = connection.transaction('commits')
        for (let cursor = await store.openCursor(); cursor !== null; cursor = await cursor.continue()) {
          found.commits += 1
          for (const [, , events] of cursor.value) found.events += events.length
          found.characters += JSON.stringify(cursor.value).length
        }
      })
      await database.use(async connection => {
        const { store } = connection.transaction('snapshots')
        for (let cursor = await store.openCursor(); cursor !== null; cursor = await cursor.continue()) {
          found.snapshots += 1
          found.characters += JSON.stringify(cursor.value).length
        }
      })
      const { usage = null, quota = null } = (await navigator.storage?.estimate()) ?? {}
      return { ...found, usage, quota }
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
