import { useTranslations } from 'use-intl'
import type { WhyPart, WhyStep } from '../../narration/index.ts'
import { eventId } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useText } from '../ui/use-text.ts'
import { goToCause } from './asking.ts'
import './why-parts.css'

/** Chains of causes as ordered lists: the fact first, each followed by its cause, the act or rule last. */
export function WhyParts({ parts }: { readonly parts: readonly WhyPart[] }) {
  const t = useTranslations('why')
  const text = useText()
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an answer have no other identity
    <section key={i} className="why-part">
      {part.lead !== null && <p>{text(part.lead)}</p>}
      {part.origin !== null && (
        <ol className="why-steps" aria-label={t('steps')}>
          {part.steps.map(step => (
            <Step key={`${eventId(step.event)} ${step.text.en}`} step={step} />
          ))}
          <li className="why-origin" data-kind={part.origin.kind}>
            <span>{text(part.origin.text)}</span>
          </li>
        </ol>
      )}
    </section>
  ))
}

function Step({ step: { event, text, rule } }: { readonly step: WhyStep }) {
  const words = useText()
  const time = useTimeFormat()
  return (
    <li>
      <button type="button" className="event-link" onClick={() => void goToCause(eventId(event))}>
        <span className="when">{time(event.at)}</span>
        <span>{words(text)}</span>
      </button>
      {rule !== null && <p className="why-rule">{words(rule)}</p>}
    </li>
  )
}
