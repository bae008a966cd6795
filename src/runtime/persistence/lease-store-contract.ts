import type { ContractTools } from './journal-contract.ts'
import type { LeaseRow, LeaseStore } from './lease-store.ts'
import type { MaybePromise } from './maybe-promise.ts'

/** Tests that every lease store must pass. `open` creates an empty store. */
export function leaseStoreContract(
  { test, expect }: ContractTools,
  name: string,
  open: () => MaybePromise<LeaseStore>,
): void {
  const row = (version: number, owner: string | null = 'a', lease = 'sbr'): LeaseRow => ({
    name: lease,
    owner,
    expiresAt: version * 10,
    version,
  })

  test(`${name}: an empty lease store has no rows`, async () => {
    expect(await (await open()).rows()).toEqual([])
  })

  test(`${name}: stores a row whose version follows the stored one`, async () => {
    const store = await open()
    expect(await store.compareAndSet(row(1))).toEqual(true)
    expect(await store.compareAndSet(row(2, 'b'))).toEqual(true)
    expect(await store.compareAndSet(row(3, null))).toEqual(true)
    expect(await store.rows()).toEqual([row(3, null)])
  })

  test(`${name}: refuses a row whose version does not follow the stored one`, async () => {
    const store = await open()
    expect(await store.compareAndSet(row(2))).toEqual(false)
    expect(await store.rows()).toEqual([])
    await store.compareAndSet(row(1))
    expect(await store.compareAndSet(row(1, 'b'))).toEqual(false)
    expect(await store.compareAndSet(row(3, 'b'))).toEqual(false)
    expect(await store.rows()).toEqual([row(1)])
  })

  test(`${name}: of two writers that read the same row, one succeeds`, async () => {
    const store = await open()
    const outcomes = await Promise.all([store.compareAndSet(row(1, 'a')), store.compareAndSet(row(1, 'b'))])
    expect(outcomes.filter(done => done).length).toEqual(1)
  })

  test(`${name}: keeps rows of different names apart and lists them by name`, async () => {
    const store = await open()
    await store.compareAndSet(row(1, 'a', 'z'))
    await store.compareAndSet(row(1, 'b', 'c'))
    expect(await store.rows()).toEqual([row(1, 'b', 'c'), row(1, 'a', 'z')])
  })
}
