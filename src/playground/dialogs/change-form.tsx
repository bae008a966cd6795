import type { FormEvent } from 'react'
import { highestSeed, type Plain } from '../../trace/index.ts'
import { tryAgain } from '../store/branching.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { openDialog } from '../store/selection.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

/** For the form of one kind of change. */
export interface FormProps {
  /** All settings of the run. */
  readonly settings: Plain
  /** Those that differ from the scenario's. */
  readonly own: { readonly [key: string]: Plain }
}

/** Closes the dialog and plays the branch. */
export const begin = (change: Parameters<typeof tryAgain>[0]): void => {
  openDialog(null)
  void tryAgain(change).then(showRefusal)
}

export type Complaint = 'unchanged' | 'badValue' | 'badSeed' | 'badTime' | 'badQuorum'

interface ChangeFormProps {
  readonly complaint: Complaint | null
  readonly note?: string | undefined
  readonly onSubmit: () => void
  readonly children: React.ReactNode
}

/** The frame of these forms: fields, complaint and button. */
export function ChangeForm({ complaint, note, onSubmit, children }: ChangeFormProps) {
  const t = useDeferredTexts('tryAgain')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="dialog-form" onSubmit={submit} noValidate>
      {children}
      {note !== undefined && <p className="note">{note}</p>}
      <p className="complaint" role="alert">
        {complaint !== null && t(complaint, { highest: String(highestSeed) })}
      </p>
      <div className="modal-actions">
        <button type="submit" className="button primary">
          {t('begin')}
        </button>
      </div>
    </form>
  )
}
