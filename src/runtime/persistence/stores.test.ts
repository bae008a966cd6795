import { expect, test } from 'vitest'
import { inMemoryJournal } from './in-memory-journal.ts'
import { inMemoryLeaseStore } from './in-memory-lease-store.ts'
import { inMemorySnapshotStore } from './in-memory-snapshot-store.ts'
import { journalContract } from './journal-contract.ts'
import { journalOffsetContract } from './journal-offset-contract.ts'
import { leaseStoreContract } from './lease-store-contract.ts'
import { inMemoryProjectionStore } from './projection/in-memory-projection-store.ts'
import { projectionStoreContract } from './projection/projection-store-contract.ts'
import { snapshotStoreContract } from './snapshot-store-contract.ts'

journalContract({ test, expect }, 'in memory', inMemoryJournal)
journalOffsetContract({ test, expect }, 'in memory', inMemoryJournal)
snapshotStoreContract({ test, expect }, 'in memory', inMemorySnapshotStore)
leaseStoreContract({ test, expect }, 'in memory', inMemoryLeaseStore)
projectionStoreContract({ test, expect }, 'in memory', inMemoryProjectionStore)
