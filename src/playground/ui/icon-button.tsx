import type { ButtonHTMLAttributes } from 'react'

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'aria-label'> {
  /** Its name, which is also its tooltip. */
  readonly label: string
  /** The key that does the same, as shown to people. */
  readonly shortcut?: string
}

/** A button that shows only an icon. */
export const IconButton = ({ label, shortcut, className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    className={className === undefined ? 'icon-button' : `icon-button ${className}`}
    aria-label={label}
    title={shortcut === undefined ? label : `${label} (${shortcut})`}
    {...rest}
  />
)
