import { expect, test } from 'vitest'
import { inMemoryJournal } from './in-memory-journal.ts'
import { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
import { journalContract } from './journal-contract.ts'
import { snapshotStoreContract } from './snapshot-store-contract.ts'

journalContract({ test, expect }, 'in memory', inMemoryJournal)
snapshotStoreContract({ test, expect }, 'in memory', inMemorySnapshotStore)
