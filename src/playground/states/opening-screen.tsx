import { useFormatter, useTranslations } from 'use-intl'
import { cancelOpening } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'
import './states.css'

/** Shown while workers start or a recording is computed. */
export function OpeningScreen() {
  const t = useTranslations('states')
  const format = useFormatter()
  const phase = useRun(({ phase }) => phase)
  const { share, recorded } = phase.type === 'opening' ? phase : { share: null, recorded: false }
  return (
    <div className="state-screen" role="status">
      <svg viewBox="0 0 120 120" width="120" height="120" aria-hidden="true" className="opening-ring">
        <circle cx="60" cy="60" r="42" />
        {[0, 1, 2, 3].map(node => (
          <circle
            key={node}
            className="node"
            cx={60 + 42 * Math.cos(((node + 0.5) * Math.PI) / 2)}
            cy={60 + 42 * Math.sin(((node + 0.5) * Math.PI) / 2)}
            r="8"
            style={{ animationDelay: `${node * 160}ms` }}
          />
        ))}
      </svg>
      <p className="tabular">
        {share === null
          ? t('opening')
          : t('replayingFile', {
              share: format.number(share, { style: 'percent' }),
            })}
      </p>
      {recorded && (
        <button type="button" className="button" onClick={cancelOpening}>
          {t('cancel')}
        </button>
      )}
    </div>
  )
}
