import type { ReactNode } from 'react'

interface FieldProps {
  readonly label: string
  /** The control that the label names. */
  readonly children: ReactNode
}

/** A form control below its label. */
export const Field = ({ label, children }: FieldProps): ReactNode => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label className="field">
    <span>{label}</span>
    {children}
  </label>
)
