import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { useRun } from '../store/run-store.ts'
import { foldedGlyphs } from './draw-folded.ts'
import { toggleLane, useHiddenLanes } from './hidden-lanes.ts'
import { inLaneOrder } from './timeline-model.ts'

/** Beside the space-time diagram: its lanes, which can be hidden, and the meaning of its signs. */
export default function DiagramTools() {
  const t = useTranslations('timeline')
  const participants = useRun(({ throttled }) => throttled.participants)
  const { hidden } = useHiddenLanes()
  const lanes = useMemo(() => Object.values(participants).sort(inLaneOrder), [participants])
  return (
    <div className="diagram-tools">
      <fieldset aria-label={t('lanes')}>
        <legend>{t('lanes')}</legend>
        {lanes.map(({ id }) => (
          <label key={id}>
            <input type="checkbox" checked={!hidden.has(id)} onChange={() => toggleLane(id)} />
            {id}
          </label>
        ))}
      </fieldset>
      <dl>
        <dt>{foldedGlyphs.periodic}</dt>
        <dd>{t('periodic')}</dd>
        <dt>{foldedGlyphs.local}</dt>
        <dd>{t('local')}</dd>
        <dt className="lost">✕</dt>
        <dd>{t('lost')}</dd>
        <dt>┈</dt>
        <dd>{t('joined')}</dd>
      </dl>
    </div>
  )
}
