import type { ReactNode } from 'react'
import { useRovingFocus } from './use-roving-focus.ts'

interface ToolbarProps {
  readonly label: string
  readonly className: string
  /** Selector of the control that Tab reaches first; by default the first one. */
  readonly first?: string
  readonly children: ReactNode
}

/** A row of controls that is one tab stop: the arrow keys move between them. */
export function Toolbar({ label, className, first, children }: ToolbarProps) {
  return (
    <div className={className} role="toolbar" aria-label={label} {...useRovingFocus(undefined, first)}>
      {children}
    </div>
  )
}
