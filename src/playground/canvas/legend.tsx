import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { Protocol } from '../../trace/index.ts'
import { prefer, toggleProtocol, usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { familiesOf } from './message-families.ts'
import { polygonOf, shapeOf } from './message-shapes.ts'
import './legend.css'

/** The meaning of the colours; a click hides the messages of one. */
export function Legend() {
  const t = useTranslations('legend')
  const hidden = usePreferences(({ hidden }) => hidden)
  const families = useRun(useShallow(({ view }) => familiesOf(view)))
  const open = usePreferences(({ legendOpen }) => legendOpen)
  return (
    <section
      className="legend"
      aria-label={t('title')}
      data-open={open || undefined}
      data-unpictured={!open || undefined}
    >
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
            {families.map(protocol => (
              <li key={protocol}>
                <button
                  type="button"
                  aria-pressed={!hidden.includes(protocol)}
                  onClick={() => toggleProtocol(protocol)}
                >
                  <Swatch family={protocol} />
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

/** The family's shape in its colour. */
function Swatch({ family }: { readonly family: Protocol }) {
  const polygon = polygonOf(shapeOf[family], 5)
  return (
    <svg
      className="swatch"
      viewBox="-7 -7 14 14"
      style={{ color: `var(--${family})` }}
      width="14"
      height="14"
      aria-hidden="true"
    >
      {polygon === null ? <circle r="5" /> : <polygon points={polygon} />}
    </svg>
  )
}
