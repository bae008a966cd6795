import { useId } from 'react'
import './choices.css'

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly id: T; readonly label: string }[]
  /** `null` if none of the options is chosen. */
  readonly chosen: T | null
  readonly onChoose: (option: T) => void
  /** Shows the label, which otherwise only screen readers get. */
  readonly labelled?: boolean
  readonly disabled?: boolean
}

/** A row of buttons for choosing one of a few options. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { label, options, chosen, onChoose, labelled = false, disabled = false } = props
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be in one row with its buttons
    <div className="choices" role="group" aria-labelledby={id}>
      <span id={id} className={labelled ? 'choices-label' : 'visually-hidden'}>
        {label}
      </span>
      {options.map(option => (
        <button
          key={option.id}
          type="button"
          className="choice"
          aria-pressed={option.id === chosen}
          aria-disabled={disabled}
          onClick={() => {
            if (!disabled) onChoose(option.id)
          }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
