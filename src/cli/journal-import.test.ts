import { expect, test } from 'vitest'
import type { Stores } from '../runtime/index.ts'
import type { Action } from '../trace/action.ts'
import { emptyView, foldAll } from '../trace/fold.ts'
import { type JournalContent, journalContentOf } from '../trace/journal-content.ts'
import { formatJournalFile } from '../trace/journal-file.ts'
import { parseJournalFile, runOfJournal } from '../trace/parse-journal-file.ts'
import { isRefused } from '../trace/refused.ts'
import { testHeader } from '../trace/sample-run.ts'
import { simulate } from './simulation.ts'

const header = testHeader('cqrs', 7)
const client = { participant: 'client', actor: '/user/client' } as const
const write = (key: string, value: string): Action => ({
  type: 'Tell',
  ...client,
  message: { type: 'Write', key, value },
})

/** Everything that stores in memory hold; they answer at once. */
function contentOf({ journal, snapshots }: Stores): JournalContent {
  const now = <T>(value: T | Promise<T>): T => value as T
  return journalContentOf({
    journal: {
      heads: now(journal.heads()),
      events: now(journal.select({ by: 'all' }, { afterOffset: 0, toOffset: 1e9, max: 1e9 })),
    },
    snapshots: now(snapshots.list()).map(
      ({ persistenceId, sequenceNr }) =>
        now(snapshots.load(persistenceId, { minSequenceNr: sequenceNr, maxSequenceNr: sequenceNr }))!,
    ),
  })
}

function played(run: Parameters<typeof simulate>[0], options: Parameters<typeof simulate>[1]) {
  let stores: Stores | null = null
  const conductor = simulate(run, {
    ...options,
    wrapStores: made => {
      stores = made
      return made
    },
  })
  if (isRefused(conductor)) throw new Error(conductor.refused)
  return { conductor, stores: stores! as Stores }
}

/** The state of the writer, wherever it runs. */
function writerState(trace: Parameters<typeof foldAll>[1]): string | null {
  const view = foldAll(emptyView, trace)
  const [writer] = view.singletons
  return writer === undefined
    ? null
    : (view.participants[writer.participant]?.actors[writer.path]?.state ?? null)
}

test('a run with an imported journal recovers the state of the run that exported it, however rounds are cut', () => {
  const { conductor, stores } = played(header, { until: 6000 })
  for (let n = 1; n <= 8; n++) {
    conductor.do(write(`k${n % 4}`, `v${n}`))
    conductor.advanceTo(conductor.frontier + 200)
  }
  conductor.do({ type: 'Tell', ...client, message: { type: 'SaveSnapshot' } })
  conductor.advanceTo(conductor.frontier + 2000)
  conductor.do(write('k1', 'after the snapshot'))
  conductor.advanceTo(12_000)
  const text = formatJournalFile(header, { database: 'database', at: 12_000, content: contentOf(stores) })

  const file = parseJournalFile(text)
  if (isRefused(file)) throw new Error(file.refused)
  const { header: newHeader, actions } = runOfJournal(file)
  const imported = played(newHeader, { actions, until: 3000 })
  expect(contentOf(imported.stores)).toEqual(file.content)
  expect(file.content).toMatchObject({ streams: [{ missing: [] }], events: [{}], snapshots: [{}] })
  expect(writerState(imported.conductor.trace)).toBe(writerState(conductor.trace))
  expect(writerState(imported.conductor.trace)).toContain('after the snapshot')

  const cut = played(newHeader, { actions, until: 3000, cutRounds: from => from + 1 })
  expect(cut.conductor.traceHash()).toBe(imported.conductor.traceHash())
})
