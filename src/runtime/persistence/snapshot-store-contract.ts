import type { ContractTools } from './journal-contract.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { SnapshotCriteria, SnapshotStore, StoredSnapshot } from './snapshot-store.ts'

/** Tests that every snapshot store must pass. `open` creates an empty store. */
export function snapshotStoreContract(
  { test, expect }: ContractTools,
  name: string,
  open: () => MaybePromise<SnapshotStore>,
): void {
  /** A store with snapshots 1 to 5, saved at virtual ms 10 to 50. */
  const withFive = async (): Promise<SnapshotStore> => {
    const store = await open()
    for (let nr = 1; nr <= 5; nr++) await store.save(snapshot('p', nr))
    return store
  }
  const loadedNr = async (store: SnapshotStore, criteria: SnapshotCriteria = {}) =>
    (await store.load('p', criteria))?.sequenceNr ?? null

  test(`${name}: [P-017] loads null for an unknown id`, async () => {
    const store = await withFive()
    expect(await store.load('q', {})).toEqual(null)
  })

  test(`${name}: [P-019] loads the newest snapshot`, async () => {
    const store = await withFive()
    expect(await store.load('p', {})).toEqual(snapshot('p', 5))
  })

  test(`${name}: [P-020] loads the newest snapshot within the bounds of numbers, or null`, async () => {
    const store = await withFive()
    expect(await loadedNr(store, { maxSequenceNr: 3 })).toEqual(3)
    expect(await loadedNr(store, { minSequenceNr: 6 })).toEqual(null)
  })

  test(`${name}: [P-021] loads the newest snapshot within bounds of number and timestamp`, async () => {
    const store = await withFive()
    expect(await loadedNr(store, { maxSequenceNr: 4, maxTimestamp: 29 })).toEqual(2)
    expect(await loadedNr(store, { maxSequenceNr: 1, minTimestamp: 20 })).toEqual(null)
  })

  test(`${name}: [P-022] loads the previous snapshot after the newest was deleted by number`, async () => {
    const store = await withFive()
    await store.delete('p', { minSequenceNr: 5, maxSequenceNr: 5 })
    expect(await loadedNr(store)).toEqual(4)
  })

  test(`${name}: [P-023] deletes exactly the snapshots within upper bounds`, async () => {
    const store = await withFive()
    await store.delete('p', { maxSequenceNr: 4, maxTimestamp: 30 })
    expect((await store.list()).map(each => each.sequenceNr)).toEqual([4, 5])
  })

  test(`${name}: [P-024] keeps a snapshot whose timestamp is out of bounds`, async () => {
    const store = await withFive()
    await store.delete('p', { minSequenceNr: 5, maxSequenceNr: 5, minTimestamp: 51, maxTimestamp: 51 })
    expect(await loadedNr(store)).toEqual(5)
  })

  test(`${name}: [P-025] replaces a snapshot of the same number`, async () => {
    const store = await withFive()
    const again: StoredSnapshot = { ...snapshot('p', 5), timestamp: 77, snapshot: 'again' }
    await store.save(again)
    expect(await store.load('p', {})).toEqual(again)
    expect((await store.list()).length).toEqual(5)
  })

  test(`${name}: [P-026, P-027] loads snapshot and metadata exactly as saved, beyond 10 000 characters`, async () => {
    const store = await open()
    const state = { text: 'x'.repeat(10_000), list: [1, { deep: [null, true] }] }
    const saved: StoredSnapshot = { ...snapshot('p', 1), snapshot: state }
    await store.save(saved)
    state.text = 'changed afterwards'
    expect(await store.load('p', {})).toEqual({ ...saved, snapshot: { ...state, text: 'x'.repeat(10_000) } })
    expect(await store.list()).toEqual([{ persistenceId: 'p', sequenceNr: 1, timestamp: 10 }])
  })

  test(`${name}: [P-143] keeps snapshots of ids with a common prefix apart`, async () => {
    const store = await open()
    await store.save(snapshot('p', 1))
    await store.save(snapshot('p-1', 2))
    await store.save(snapshot('p|1', 3))
    expect(await store.load('p', {})).toEqual(snapshot('p', 1))
    await store.delete('p', {})
    expect((await store.list()).map(each => each.persistenceId)).toEqual(['p-1', 'p|1'])
  })
}

const snapshot = (persistenceId: string, sequenceNr: number): StoredSnapshot => ({
  persistenceId,
  sequenceNr,
  timestamp: sequenceNr * 10,
  snapshot: { upTo: sequenceNr },
})
