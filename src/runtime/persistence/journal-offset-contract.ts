import type { OffsetBounds } from './event-selection.ts'
import type { Journal } from './journal.ts'
import { type ContractTools, event, write } from './journal-contract.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { sliceOf } from './slices.ts'
import type { AtomicWrite } from './stored-event.ts'

/** Tests of the offsets that every journal must pass. `open` creates an empty journal. */
export function journalOffsetContract(
  { test, expect }: ContractTools,
  name: string,
  open: () => MaybePromise<Journal>,
): void {
  test(`${name}: [P-258, P-260, P-266] selects tagged events of several ids by offset`, async () => {
    const journal = await open()
    await journal.append([tagged('b', 1, 'red'), tagged('a', 1, 'green')])
    await journal.append([tagged('b', 2, 'red', 'green')])
    await journal.append([write('b', [3, 4])])
    await journal.append([tagged('a', 2, 'red')])
    const select = async (tag: string, bounds: Partial<OffsetBounds> = {}) =>
      (await journal.select({ by: 'tag', tag }, { ...wholeJournal, ...bounds })).map(each => [
        each.offset,
        each.persistenceId,
        each.sequenceNr,
      ])
    const red = [
      [1, 'b', 1],
      [3, 'b', 2],
      [6, 'a', 2],
    ]
    expect(await select('red')).toEqual(red)
    expect(await select('green')).toEqual([
      [2, 'a', 1],
      [3, 'b', 2],
    ])
    expect(await select('blue')).toEqual([])
    expect(await select('red', { afterOffset: 1 })).toEqual(red.slice(1))
    expect(await select('red', { afterOffset: 2, toOffset: 5 })).toEqual([red[1]])
    expect(await select('red', { max: 2 })).toEqual(red.slice(0, 2))
    expect(await select('red', { max: 0 })).toEqual([])
    const [first] = await journal.select({ by: 'tag', tag: 'red' }, wholeJournal)
    expect(first).toEqual({ ...event('b', 1), tags: ['red'], offset: 1 })
  })

  test(`${name}: [P-270] selects the events of an entity type and a range of slices`, async () => {
    const journal = await open()
    const ids = ['cart|1', 'cart|2', 'user|1', 'cart|3']
    for (const id of ids) await journal.append([write(id, [1, 2])])
    const select = async (minSlice: number, maxSlice: number) =>
      (await journal.select({ by: 'slices', entityType: 'cart', minSlice, maxSlice }, wholeJournal)).map(
        each => each.persistenceId,
      )
    expect(await select(0, 1023)).toEqual(['cart|1', 'cart|1', 'cart|2', 'cart|2', 'cart|3', 'cart|3'])
    const slice = sliceOf('cart|2')
    expect(await select(slice, slice)).toEqual(['cart|2', 'cart|2'])
    const other = sliceOf('user|1')
    expect(await select(other, other)).toEqual([])
  })

  test(`${name}: gives no offset twice, also after all events are deleted`, async () => {
    const journal = await open()
    for (let nr = 1; nr <= 5; nr++) await journal.append([write('p', [nr])])
    expect(await journal.highestOffset()).toEqual(5)
    await journal.deleteTo('p', 3)
    await journal.append([write('q', [1, 2])])
    const offsets = async () =>
      (await journal.select({ by: 'all' }, wholeJournal)).map(each => [each.offset, each.sequenceNr])
    expect(await offsets()).toEqual([
      [4, 4],
      [5, 5],
      [6, 1],
      [7, 2],
    ])
    await journal.deleteTo('p', 5)
    await journal.deleteTo('q', 1)
    expect(await offsets()).toEqual([[7, 2]])
    await journal.deleteTo('q', 2)
    expect(await journal.highestOffset()).toEqual(7)
    await journal.append([write('p', [6])])
    expect(await offsets()).toEqual([[8, 6]])
  })
}

const tagged = (persistenceId: string, sequenceNr: number, ...tags: readonly string[]): AtomicWrite => ({
  persistenceId,
  events: [{ ...event(persistenceId, sequenceNr), tags }],
})

const wholeJournal: OffsetBounds = {
  afterOffset: 0,
  toOffset: Number.MAX_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
}
