import { useDeferredTexts } from './use-deferred-texts.ts'

interface CopyOutcomeProps {
  /** The sentence about the copied text; null: nothing was copied. */
  readonly copied: string | null
  /** The text that the browser did not let the page copy; null: none. */
  readonly uncopied: string | null
}

/** Says what was copied, or shows the text to select where the browser forbids the clipboard. */
export function CopyOutcome({ copied, uncopied }: CopyOutcomeProps) {
  const t = useDeferredTexts('copying')
  return (
    <>
      <p className="note" role="status">
        {uncopied === null ? copied : t('refused')}
      </p>
      {uncopied !== null && (
        <textarea
          className="input mono"
          aria-label={t('text')}
          rows={5}
          readOnly
          value={uncopied}
          onFocus={event => event.target.select()}
        />
      )}
    </>
  )
}
