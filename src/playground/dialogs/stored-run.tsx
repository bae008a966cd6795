import { type RefObject, useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type ListedRun, sizeOfRun } from '../../browser/index.ts'
import { scenarioCards } from '../../scenarios/cards.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { RunPicture } from './run-picture.tsx'

interface StoredRunProps {
  readonly run: ListedRun
  /** True for the run that the page shows. */
  readonly current: boolean
  /** `gone`: the deletion cannot be undone. */
  readonly deleted: 'hidden' | 'gone' | null
  readonly onOpen: () => void
  readonly onDelete: () => void
  readonly onRestore: () => void
}

/** One stored run in the list. */
export function StoredRun({ run, current, deleted, onOpen, onDelete, onRestore }: StoredRunProps) {
  const t = useDeferredTexts('runs')
  const branches = useTranslations('branches')
  const text = useText()
  const format = useFormatter()
  const time = useTimeFormat(1)
  const { header, summary, actions, createdAt } = run
  const size = useSize(run.runId)
  const row = useFocusAfterChange(deleted)
  const card = scenarioCards.find(({ id }) => id === header.scenario)
  const title = card?.title
  const hasJournal = card === undefined || card.participants.some(({ kind }) => kind === 'database')
  const scenarioAndSeed = t('name', {
    scenario: title === undefined ? header.scenario : text(title),
    seed: format.number(header.seed, { useGrouping: false }),
  })
  const lane =
    run.branch === undefined
      ? (run.name ?? null)
      : (run.branch.name ?? branches('numbered', { number: String(run.branch.number) }))
  const name = lane === null ? scenarioAndSeed : `${lane} · ${scenarioAndSeed}`
  const facts = [
    summary !== undefined && t('length', { time: time(summary.until), events: summary.events }),
    t('actions', { count: actions }),
    summary !== undefined && hasJournal && t('stored', { count: summary.stored }),
    size !== null && t('size', { size: format.number(Math.ceil(size / 1000)) }),
  ].filter(each => each !== false)
  if (deleted !== null)
    return (
      <li ref={row} className="stored-run deleted">
        <p role="status">{t(deleted === 'hidden' ? 'deleted' : 'gone', { name })}</p>
        {deleted === 'hidden' && (
          <button type="button" className="button" onClick={onRestore}>
            {t('undo')}
          </button>
        )}
      </li>
    )
  return (
    <li
      ref={row}
      className="stored-run"
      aria-current={current || undefined}
      data-branch={run.branch !== undefined || undefined}
    >
      <div className="stored-run-facts">
        <strong>{name}</strong>
        <small>
          {format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short', timeZone: localZone })}
        </small>
        {summary !== undefined && <RunPicture nodes={summary.nodes} />}
        <small className="tabular">{facts.join(' · ')}</small>
        {run.incomplete != null && <small>{t('incomplete')}</small>}
      </div>
      {current || run.held ? (
        <span className="stored-run-use">{t(current ? 'current' : 'held')}</span>
      ) : (
        <div className="stored-run-acts">
          <button
            type="button"
            className="button primary"
            aria-label={t('openRun', { name })}
            onClick={onOpen}
          >
            {t('openShort')}
          </button>
          <button
            type="button"
            className="button quiet"
            aria-label={t('deleteRun', { name })}
            onClick={onDelete}
          >
            {t('delete')}
          </button>
        </div>
      )}
    </li>
  )
}

/** A date of the person, unlike virtual time, is in the person's time zone. */
const localZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Focuses the first button of the row when its buttons have changed, because the button that had the focus is gone. */
function useFocusAfterChange(state: string | null): RefObject<HTMLLIElement | null> {
  const row = useRef<HTMLLIElement>(null)
  const before = useRef(state)
  useEffect(() => {
    if (before.current !== state) row.current?.querySelector('button')?.focus()
    before.current = state
  }, [state])
  return row
}

/** The stored size in characters; null until it is known. */
function useSize(runId: string): number | null {
  const [size, setSize] = useState<number | null>(null)
  useEffect(() => {
    let closed = false
    void sizeOfRun(runId).then(found => {
      if (!closed) setSize(found)
    })
    return () => {
      closed = true
    }
  }, [runId])
  return size
}
