import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { protocols } from '../../trace/index.ts'
import { prefer, toggleProtocol, usePreferences } from '../store/preferences.ts'
import './legend.css'

/** The meaning of the colours; a click hides the messages of one. */
export function Legend() {
  const t = useTranslations('legend')
  const hidden = usePreferences(({ hidden }) => hidden)
  const open = usePreferences(({ legendOpen }) => legendOpen)
  return (
    <section className="legend" aria-label={t('title')} data-open={open || undefined}>
      <button
        type="button"
        className="legend-title"
        aria-expanded={open}
        onClick={() => prefer({ legendOpen: !open })}
      >
        {t('title')}
        <ChevronDown size={14} aria-hidden="true" />
      </button>
      {open && (
        <>
          <ul>
            {protocols.map(protocol => (
              <li key={protocol}>
                <button
                  type="button"
                  aria-pressed={!hidden.includes(protocol)}
                  onClick={() => toggleProtocol(protocol)}
                >
                  <span className="swatch" style={{ color: `var(--${protocol})` }} aria-hidden="true" />
                  {t(protocol)}
                </button>
              </li>
            ))}
          </ul>
          <p className="legend-shapes">
            <span className="shape" aria-hidden="true" /> {t('request')}
            <span className="shape hollow" aria-hidden="true" /> {t('reply')}
            <span className="shape cross" aria-hidden="true">
              ×
            </span>{' '}
            {t('lost')}
          </p>
        </>
      )}
    </section>
  )
}
