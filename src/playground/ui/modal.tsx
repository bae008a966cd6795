import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useDeferredTexts } from './use-deferred-texts.ts'
import { useKeptFocus } from './use-kept-focus.ts'
import './modal.css'

interface ModalProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Uses the width of the window. */
  readonly wide?: boolean
}

/** A modal dialog. The browser keeps the focus inside and returns it at the end. */
export function Modal({ title, onClose, children, wide = false }: ModalProps) {
  const t = useDeferredTexts('modal')
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const pressedOutside = useRef(false)
  // Before the dialog opens, so that its first focus is seen.
  useKeptFocus(dialog)
  useEffect(() => {
    const element = dialog.current
    if (element !== null && !element.open) element.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="modal"
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onClose={onClose}
      // The target is the dialog itself only for a press on the backdrop. Escape is the same by keyboard. A selection
      // that is dragged out of the dialog ends with a click on it, too, and must not close it.
      onPointerDown={event => {
        pressedOutside.current = event.target === dialog.current
      }}
      onClick={event => {
        if (event.target === dialog.current && pressedOutside.current) dialog.current?.close()
      }}
      onKeyDown={event => event.stopPropagation()}
    >
      <div className="modal-inside">
        <header>
          <h2 id={heading}>{title}</h2>
          <button
            type="button"
            className="icon-button"
            aria-label={t('close')}
            onClick={() => dialog.current?.close()}
          >
            <X size={18} aria-hidden="true" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
