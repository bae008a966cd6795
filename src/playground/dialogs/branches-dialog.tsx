import { Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { RedoButton, UndoButton } from '../branches/branch-tools.tsx'
import { useLaneWords } from '../branches/use-lane-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { switchTo } from '../store/branching.ts'
import { deleteLane, type Lane, renameLane, restoreLane, useLanes } from '../store/lanes.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Modal } from '../ui/modal.tsx'
import './branches-dialog.css'

/** Everything about the branches of the run: switch, name, delete, compare and try again. */
export function BranchesDialog() {
  const t = useTranslations('branches')
  const words = useLaneWords()
  const { lanes, live, deleted } = useLanes()
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>{t('explanation')}</p>
      {lanes.length > 1 ? (
        <ul className="lane-list" aria-label={t('label')}>
          {lanes.map(lane => (
            <LaneItem key={lane.runId} lane={lane} live={lane.runId === live} />
          ))}
        </ul>
      ) : (
        <p className="note">{t('empty')}</p>
      )}
      {deleted !== null && (
        <p className="lane-deleted" role="status">
          {t('deleted', { name: words.name(deleted) })}
          <button type="button" className="button" onClick={() => void restoreLane()}>
            {t('restore')}
          </button>
        </p>
      )}
      <div className="modal-actions">
        <span className="lane-undo">
          <UndoButton />
          <RedoButton />
        </span>
        <button
          type="button"
          className="button"
          disabled={lanes.length < 2}
          onClick={() => openDialog('compare')}
        >
          {t('compare')}
        </button>
        <button type="button" className="button primary" onClick={() => openDialog('try-again')}>
          {t('tryAgain')}
        </button>
      </div>
    </Modal>
  )
}

function LaneItem({ lane, live }: { readonly lane: Lane; readonly live: boolean }) {
  const t = useTranslations('branches')
  const time = useTimeFormat(1)
  const words = useLaneWords()
  const now = useRun(({ throttledClock }) => throttledClock.now)
  const [renaming, setRenaming] = useState(false)
  const name = words.name(lane)
  const facts = [
    words.origin(lane),
    words.difference(lane),
    t('until', { time: time(live ? now : lane.until) }),
  ].filter(fact => fact !== null)
  return (
    <li className="lane-item" aria-current={live || undefined}>
      <div className="lane-facts">
        {renaming ? (
          <RenameForm lane={lane} onEnd={() => setRenaming(false)} />
        ) : (
          <strong>
            {name} {live && <span className="lane-live">{t('live')}</span>}
          </strong>
        )}
        <small>{facts.join(' · ')}</small>
      </div>
      {!live && (
        <button
          type="button"
          className="button"
          aria-label={t('goLive', { name, time: time(lane.until) })}
          onClick={() => {
            openDialog(null)
            void switchTo(lane.runId).then(showRefusal)
          }}
        >
          {t('goLiveShort')}
        </button>
      )}
      <IconButton label={t('rename', { name })} onClick={() => setRenaming(!renaming)}>
        <Pencil size={15} aria-hidden="true" />
      </IconButton>
      {!live && (
        <IconButton label={t('remove', { name })} onClick={() => void deleteLane(lane.runId)}>
          <Trash2 size={15} aria-hidden="true" />
        </IconButton>
      )}
    </li>
  )
}

function RenameForm({ lane, onEnd }: { readonly lane: Lane; readonly onEnd: () => void }) {
  const t = useTranslations('branches')
  const words = useLaneWords()
  const [name, setName] = useState(words.name(lane))
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    renameLane(lane.runId, name)
    onEnd()
  }
  return (
    <form className="lane-rename" onSubmit={onSubmit}>
      <input
        className="input"
        aria-label={t('newName')}
        autoComplete="off"
        maxLength={60}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this name
        autoFocus
        value={name}
        onChange={event => setName(event.target.value)}
      />
      <button type="submit" className="button primary">
        {t('save')}
      </button>
      <button type="button" className="button quiet" onClick={onEnd}>
        {t('cancel')}
      </button>
    </form>
  )
}
