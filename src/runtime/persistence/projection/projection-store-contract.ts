import type { ContractTools } from '../journal-contract.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { ProjectionStore, ReadModelChange } from './projection-store.ts'

/** Tests that every projection store must pass. `open` creates an empty one. */
export function projectionStoreContract(
  { test, expect }: ContractTools,
  name: string,
  open: () => MaybePromise<ProjectionStore>,
): void {
  const at = (offset: number, projection = 'p') => ({ projection, offset, paused: false })
  const add = (key: string, amount: number): ReadModelChange => ({ type: 'add', table: 't', key, amount })

  test(`${name}: stores progress and changes together`, async () => {
    const store = await open()
    expect(await store.state('p')).toEqual(null)
    await store.save(at(3), [
      { type: 'put', table: 't', key: 'b', value: { list: [1] } },
      { type: 'put', table: 't', key: 'a', value: 'x' },
      { type: 'put', table: 'u', key: 'a', value: 1 },
    ])
    expect(await store.state('p')).toEqual(at(3))
    expect(await store.rows('t')).toEqual([
      { table: 't', key: 'a', value: 'x' },
      { table: 't', key: 'b', value: { list: [1] } },
    ])
    await store.save({ ...at(4), paused: true }, [{ type: 'remove', table: 't', key: 'a' }])
    expect(await store.state('p')).toEqual({ ...at(4), paused: true })
    expect((await store.rows('t')).map(row => row.key)).toEqual(['b'])
  })

  test(`${name}: adds to numbers, several times in one transaction`, async () => {
    const store = await open()
    await store.save(at(1), [add('n', 2), add('n', 3)])
    await store.save(at(2), [add('n', -1), add('m', 1)])
    expect(await store.rows('t')).toEqual([
      { table: 't', key: 'm', value: 1 },
      { table: 't', key: 'n', value: 4 },
    ])
  })

  test(`${name}: stores neither progress nor changes of a transaction that fails`, async () => {
    const store = await open()
    await store.save(at(1), [{ type: 'put', table: 't', key: 'a', value: 'x' }])
    let failure = ''
    try {
      await store.save(at(2), [add('n', 1), add('a', 1)])
    } catch (error) {
      failure = (error as Error).message
    }
    expect(failure).toEqual(
      'Row [a] of table [t] is not a number, so nothing can be added to it. Use put instead.',
    )
    expect(await store.state('p')).toEqual(at(1))
    expect(await store.rows('t')).toEqual([{ table: 't', key: 'a', value: 'x' }])
  })

  test(`${name}: lists its contents in order`, async () => {
    const store = await open()
    await store.save(at(1, 'q'), [{ type: 'put', table: 'u', key: 'a', value: 1 }])
    await store.save(at(2, 'p'), [add('b', 1), add('a', 1)])
    expect(await store.contents()).toEqual({
      states: [at(2, 'p'), at(1, 'q')],
      rows: [
        { table: 't', key: 'a', value: 1 },
        { table: 't', key: 'b', value: 1 },
        { table: 'u', key: 'a', value: 1 },
      ],
    })
  })
}
