import { useTranslations } from 'use-intl'
import { Toolbar } from '../ui/toolbar.tsx'
import { goTo, type Place } from './places.ts'
import './skip-links.css'

const places = ['text', 'canvas', 'send', 'lesson'] as const satisfies readonly Place[]

/** The first tab stop. They are one stop, so that they do not lengthen the way of those who pass them. */
export function SkipLinks() {
  const t = useTranslations('page')
  return (
    <Toolbar className="skip-links" label={t('skip')}>
      {places.map(place => (
        <button key={place} type="button" className="skip-link" onClick={() => goTo(place)}>
          {t(`skipTo.${place}`)}
        </button>
      ))}
      <span className="skip-hint" aria-hidden="true">
        ← →
      </span>
    </Toolbar>
  )
}
