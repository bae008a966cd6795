import { LearnDialog } from '../learn/learn-dialog.tsx'
import { NetworkDialog } from '../network/network-dialog.tsx'
import { CommandPalette } from '../palette/command-palette.tsx'
import { SettingsDialog } from '../settings/settings-dialog.tsx'
import { useFocus } from '../store/selection.ts'
import { BranchesDialog } from './branches-dialog.tsx'
import { BreakDialog } from './break-dialog.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { NewRunDialog } from './new-run-dialog.tsx'
import { RoomDialog } from './room-dialog.tsx'
import { RunsDialog } from './runs-dialog.tsx'
import { ScenariosDialog } from './scenarios-dialog.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { StartNodeDialog } from './start-node-dialog.tsx'
import { TryAgainDialog } from './try-again-dialog.tsx'

const dialogs = {
  keys: KeysDialog,
  palette: CommandPalette,
  share: ShareDialog,
  'new-run': NewRunDialog,
  'start-node': StartNodeDialog,
  scenarios: ScenariosDialog,
  runs: RunsDialog,
  room: RoomDialog,
  branches: BranchesDialog,
  'try-again': TryAgainDialog,
  compare: CompareDialog,
  network: NetworkDialog,
  learn: LearnDialog,
  break: BreakDialog,
  settings: SettingsDialog,
} as const

/** The open dialog, if any. */
export default function Dialogs() {
  const open = useFocus(({ dialog }) => dialog)
  if (open === null) return null
  const Dialog = dialogs[open]
  return <Dialog key={open} />
}
