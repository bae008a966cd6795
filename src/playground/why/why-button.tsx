import { useTranslations } from 'use-intl'
import type { Fact } from '../../narration/index.ts'
import { askWhy } from './asking.ts'
import './why-button.css'

interface WhyButtonProps {
  readonly fact: Fact
  /** The subject of the question, for screen readers and the tooltip. */
  readonly about: string
}

/** Asks why a fact holds, beside the fact. */
export function WhyButton({ fact, about }: WhyButtonProps) {
  const t = useTranslations('why')
  return (
    <button
      type="button"
      className="why-button nodrag nopan"
      data-unpictured
      aria-label={t('ask', { about })}
      title={t('ask', { about })}
      onClick={event => {
        // The card below would select its participant.
        event.stopPropagation()
        askWhy(fact)
      }}
    >
      {t('button')}
    </button>
  )
}
