import type { Journal, ReplayBounds } from './journal.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { AtomicWrite, StoredEvent } from './stored-event.ts'

/** The functions of the test runner that a contract calls. They are passed in, because this layer imports no runner. */
export interface ContractTools {
  test(title: string, run: () => Promise<void>): void
  expect(actual: unknown): { toEqual(expected: unknown): void }
}

/** Tests that every journal must pass. `open` creates an empty journal. */
export function journalContract(
  { test, expect }: ContractTools,
  name: string,
  open: () => MaybePromise<Journal>,
): void {
  const all: ReplayBounds = {
    fromSequenceNr: 1,
    toSequenceNr: Number.MAX_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  }

  const withFive = async (): Promise<Journal> => {
    const journal = await open()
    for (let nr = 1; nr <= 5; nr++) await journal.append([write('p', [nr])])
    return journal
  }
  const numbers = async (journal: Journal, bounds: Partial<ReplayBounds> = {}, id = 'p') =>
    (await journal.replay(id, { ...all, ...bounds })).map(event => event.sequenceNr)

  test(`${name}: [P-001] replays all events in order and returns the highest number`, async () => {
    const journal = await withFive()
    expect(await journal.replay('p', all)).toEqual([1, 2, 3, 4, 5].map(nr => event('p', nr)))
    expect(await journal.highestSequenceNr('p')).toEqual(5)
  })

  test(`${name}: [P-002] replays exactly the events within the bounds`, async () => {
    const journal = await withFive()
    expect(await numbers(journal, { fromSequenceNr: 3 })).toEqual([3, 4, 5])
    expect(await numbers(journal, { toSequenceNr: 3 })).toEqual([1, 2, 3])
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 3 })).toEqual([2, 3])
    expect(await journal.highestSequenceNr('p')).toEqual(5)
  })

  test(`${name}: [P-003] replays at most max events, with and without bounds`, async () => {
    const journal = await withFive()
    expect(await numbers(journal, { max: 3 })).toEqual([1, 2, 3])
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 5, max: 2 })).toEqual([2, 3])
  })

  test(`${name}: [P-004] replays a single event for equal bounds or a max of 1`, async () => {
    const journal = await withFive()
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 2 })).toEqual([2])
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 4, max: 1 })).toEqual([2])
  })

  test(`${name}: [P-005] replays nothing for a max of 0 or an empty range`, async () => {
    const journal = await withFive()
    expect(await numbers(journal, { max: 0 })).toEqual([])
    expect(await numbers(journal, { fromSequenceNr: 3, toSequenceNr: 2 })).toEqual([])
  })

  test(`${name}: [P-006] replays nothing and returns 0 for an unknown id`, async () => {
    const journal = await withFive()
    expect(await numbers(journal, {}, 'q')).toEqual([])
    expect(await journal.highestSequenceNr('q')).toEqual(0)
  })

  test(`${name}: [P-007] does not replay deleted events`, async () => {
    const journal = await withFive()
    await journal.deleteTo('p', 3)
    expect(await numbers(journal)).toEqual([4, 5])
  })

  test(`${name}: [P-008, P-009] keeps the highest number after any deletion`, async () => {
    const journal = await withFive()
    await journal.deleteTo('p', 3)
    expect(await journal.highestSequenceNr('p')).toEqual(5)
    await journal.deleteTo('p', Number.MAX_SAFE_INTEGER)
    expect(await numbers(journal)).toEqual([])
    expect(await journal.highestSequenceNr('p')).toEqual(5)
    await journal.append([write('p', [6])])
    expect(await numbers(journal)).toEqual([6])
  })

  test(`${name}: [P-010, P-011, P-012, P-016] skips the deleted part of the bounds`, async () => {
    const journal = await withFive()
    await journal.deleteTo('p', 3)
    expect(await numbers(journal, { fromSequenceNr: 3 })).toEqual([4, 5])
    expect(await numbers(journal, { toSequenceNr: 2 })).toEqual([])
    expect(await numbers(journal, { toSequenceNr: 3 })).toEqual([])
    expect(await numbers(journal, { fromSequenceNr: 4 })).toEqual([4, 5])
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 4 })).toEqual([4])
  })

  test(`${name}: [P-014] replays events exactly as they were appended`, async () => {
    const journal = await open()
    const payload = { type: 'Kept', text: '<日本>', list: [1, 2.5, null, { deep: true }], empty: {} }
    await journal.append([{ persistenceId: 'p', events: [{ ...event('p', 1), payload }] }])
    payload.text = 'changed afterwards'
    const [stored] = await journal.replay('p', all)
    expect(stored?.payload).toEqual({ ...payload, text: '<日本>' })
  })

  test(`${name}: replays manifest and tags of the events that have them`, async () => {
    const journal = await open()
    const tags = ['red', 'green']
    await journal.append([
      { persistenceId: 'p', events: [event('p', 1), { ...event('p', 2), manifest: 'v2', tags }] },
    ])
    tags.push('changed afterwards')
    expect(await journal.replay('p', all)).toEqual([
      event('p', 1),
      { ...event('p', 2), manifest: 'v2', tags: ['red', 'green'] },
    ])
  })

  test(`${name}: stores a commit of several ids and lists the heads by id`, async () => {
    const journal = await open()
    await journal.append([write('b', [1, 2]), write('a', [1]), write('b', [3])])
    expect(await numbers(journal, {}, 'b')).toEqual([1, 2, 3])
    await journal.deleteTo('b', 2)
    expect(await journal.heads()).toEqual([
      { persistenceId: 'a', highestSequenceNr: 1, deletedTo: 0, events: 1 },
      { persistenceId: 'b', highestSequenceNr: 3, deletedTo: 2, events: 1 },
    ])
    expect(await numbers(journal, {}, 'a')).toEqual([1])
  })

  test(`${name}: returns the head after a deletion, also of more events than stored`, async () => {
    const journal = await withFive()
    const partly = { persistenceId: 'p', highestSequenceNr: 5, deletedTo: 2, events: 3 }
    expect(await journal.deleteTo('p', 2)).toEqual(partly)
    expect(await journal.deleteTo('p', 1)).toEqual(partly)
    expect(await journal.deleteTo('p', 99)).toEqual({ ...partly, deletedTo: 5, events: 0 })
    expect(await journal.deleteTo('q', 9)).toEqual({
      persistenceId: 'q',
      highestSequenceNr: 0,
      deletedTo: 0,
      events: 0,
    })
  })

  test(`${name}: keeps the append order of two writers with the same numbers`, async () => {
    const journal = await open()
    await journal.append([write('p', [1, 2, 3], 'first')])
    await journal.append([write('p', [3, 4], 'second')])
    await journal.append([write('p', [4], 'first')])
    const replayed = await journal.replay('p', { ...all, fromSequenceNr: 3 })
    expect(replayed.map(each => [each.sequenceNr, each.writerUuid])).toEqual([
      [3, 'first'],
      [3, 'second'],
      [4, 'second'],
      [4, 'first'],
    ])
    expect(await journal.highestSequenceNr('p')).toEqual(4)
  })

  test(`${name}: finds the numbers within bounds that a later writer repeats behind higher ones`, async () => {
    const journal = await withFive()
    await journal.append([write('p', [2], 'late')])
    await journal.append([write('p', [6])])
    expect(await numbers(journal, { toSequenceNr: 2 })).toEqual([1, 2, 2])
    expect(await numbers(journal, { fromSequenceNr: 2, toSequenceNr: 3 })).toEqual([2, 3, 2])
    expect(await numbers(journal, { fromSequenceNr: 5 })).toEqual([5, 6])
    await journal.deleteTo('p', 1)
    expect(await numbers(journal, { toSequenceNr: 3, max: 3 })).toEqual([2, 3, 2])
  })

  test(`${name}: stores no event of a commit with an unstorable event`, async () => {
    const journal = await open()
    // Wrong type on purpose, because scenario code can pass any value at run time.
    const broken = { ...event('p', 1), payload: () => 1 } as unknown as StoredEvent
    let failed = false
    try {
      await journal.append([write('a', [1]), { persistenceId: 'p', events: [broken] }])
    } catch {
      failed = true
    }
    expect(failed).toEqual(true)
    expect(await journal.heads()).toEqual([])
    expect(await numbers(journal, {}, 'a')).toEqual([])
  })
}

export const event = (persistenceId: string, sequenceNr: number, writerUuid = 'w'): StoredEvent => ({
  persistenceId,
  sequenceNr,
  writerUuid,
  timestamp: sequenceNr * 10,
  payload: { type: 'Counted', nr: sequenceNr },
})

export const write = (
  persistenceId: string,
  sequenceNrs: readonly number[],
  writerUuid = 'w',
): AtomicWrite => ({
  persistenceId,
  events: sequenceNrs.map(nr => event(persistenceId, nr, writerUuid)),
})
