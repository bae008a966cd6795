import { useId } from 'react'
import './choices.css'

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly options: readonly { readonly id: T; readonly label: string }[]
  /** Null: what is so is none of these. */
  readonly chosen: T | null
  readonly onChoose: (option: T) => void
  /** The label stands before the options, and not only in what is read aloud. */
  readonly labelled?: boolean
  /** Nothing can be chosen now. */
  readonly disabled?: boolean
}

/** A few ways, one of them taken: one click each. */
export function Choices<T extends string>(props: ChoicesProps<T>) {
  const { label, options, chosen, onChoose, labelled = false, disabled = false } = props
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with its buttons
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
