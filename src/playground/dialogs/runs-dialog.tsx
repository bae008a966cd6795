import { useEffect, useState } from 'react'
import { useFormatter } from 'use-intl'
import {
  deleteHiddenRuns,
  hideRun,
  type ListedRun,
  restoreHiddenRun,
  type StorageFailure,
} from '../../browser/index.ts'
import { useStorageReason } from '../states/use-storage-reason.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { openRun } from '../store/open-run.ts'
import { openUnplayed } from '../store/open-unplayed.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { StoredRun } from './stored-run.tsx'
import { useStoredRuns } from './use-stored-runs.ts'
import './runs-dialog.css'

/** The stored runs: opens and deletes them. A deletion can be undone until the dialog is closed. */
export function RunsDialog() {
  const t = useDeferredTexts('runs')
  const reason = useStorageReason()
  const format = useFormatter()
  const current = useRun(({ session }) => session?.runId)
  const { runs, usedBytes } = useStoredRuns()
  const [deleted, setDeleted] = useState<ReadonlyMap<string, 'hidden' | 'gone'>>(new Map())
  const [failure, setFailure] = useState<StorageFailure | null>(null)
  useEffect(() => () => void deleteHiddenRuns(), [])

  const open = (run: ListedRun) => {
    const { runId, header, summary, unplayed = null, incomplete = null } = run
    openDialog(null)
    if (unplayed !== null) return void openUnplayed(run).then(showRefusal)
    const resume = { runId, frontier: summary?.until ?? 0, unstored: incomplete }
    void openRun({ scenario: header.scenario, resume })
  }
  const remove = async ({ runId }: ListedRun) => {
    const outcome = await hideRun(runId)
    if (typeof outcome !== 'string') return setFailure(outcome)
    setFailure(null)
    setDeleted(before => new Map(before).set(runId, outcome))
  }
  const restore = async ({ runId }: ListedRun) => {
    const failed = await restoreHiddenRun(runId)
    setFailure(failed)
    if (failed === null) setDeleted(before => new Map([...before].filter(([id]) => id !== runId)))
  }
  const shownFailure = runs !== null && 'kind' in runs ? runs : failure
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>{t('explanation')}</p>
      {shownFailure !== null && <p role="alert">{reason(shownFailure.kind, shownFailure.error)}</p>}
      {Array.isArray(runs) && runs.length === 0 && <p>{t('none')}</p>}
      {Array.isArray(runs) && runs.length > 0 && (
        <ul className="run-list" aria-label={t('title')}>
          {runs.map(run => (
            <StoredRun
              key={run.runId}
              run={run}
              current={run.runId === current}
              deleted={deleted.get(run.runId) ?? null}
              onOpen={() => open(run)}
              onDelete={() => void remove(run)}
              onRestore={() => void restore(run)}
            />
          ))}
        </ul>
      )}
      {usedBytes !== null && (
        <p className="note">
          {t('used', { size: format.number(usedBytes / 1_000_000, { maximumFractionDigits: 1 }) })}
        </p>
      )}
    </Modal>
  )
}
