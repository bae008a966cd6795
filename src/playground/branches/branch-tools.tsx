import { GitBranch, Redo2, Undo2 } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { redoAct, undoAct } from '../store/acts.ts'
import { findLane, useLanes } from '../store/lanes.ts'
import { lastActOf } from '../store/last-act.ts'
import { useBranching } from '../store/replays.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useLaneWords } from './use-lane-words.ts'

/** Takes back the last act. */
export function UndoButton() {
  const t = useTranslations('branches')
  const words = useLaneWords()
  // The log grows in place, so the throttled clock tells when to look again.
  const last = useRun(({ throttledClock, log }) => (throttledClock.now < 0 ? null : lastActOf(log)))
  const busy = useBranching(({ replay }) => replay !== null)
  return (
    <IconButton
      className="branch-tool"
      label={last === null ? t('nothingToUndo') : t('undoHelp', { action: words.action(last.action) })}
      shortcut="Ctrl+Z"
      disabled={last === null || busy}
      onClick={() => void undoAct()}
    >
      <Undo2 size={16} aria-hidden="true" />
    </IconButton>
  )
}

/** Returns to the lane whose last act was taken back. */
export function RedoButton() {
  const t = useTranslations('branches')
  const busy = useBranching(({ replay }) => replay !== null)
  const possible = useLanes(({ live }) => {
    const branch = findLane(live)?.branch
    return branch?.change.type === 'undo' && findLane(branch.parent) !== null
  })
  return (
    <IconButton
      className="branch-tool"
      label={possible ? t('redo') : t('nothingToRedo')}
      shortcut="Ctrl+Shift+Z"
      disabled={!possible || busy}
      onClick={() => void redoAct()}
    >
      <Redo2 size={16} aria-hidden="true" />
    </IconButton>
  )
}

/** Opens everything about branches. */
export function BranchesButton() {
  const t = useTranslations('branches')
  return (
    <IconButton
      className="branch-tool"
      label={t('manage')}
      shortcut="Alt+B"
      aria-haspopup="dialog"
      onClick={() => openDialog('branches')}
    >
      <GitBranch size={16} aria-hidden="true" />
    </IconButton>
  )
}
