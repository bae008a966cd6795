import { useMemo } from 'react'
import { useFormatter } from 'use-intl'
import type { ParticipantId } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { databaseLoad, loadWindowMs } from './database-load.ts'

/** The queue, the commits and the latency of a database at the cursor. */
export function LoadFacts({ id }: { readonly id: ParticipantId }) {
  const t = useDeferredTexts('databaseLoad')
  const format = useFormatter()
  const log = useRun(({ log }) => log)
  const { at, events } = useRun(({ throttled }) => throttled)
  const load = useMemo(
    () => databaseLoad(log.slice(log.countUntil(Math.max(0, at - loadWindowMs)), events), id, at),
    [log, at, events, id],
  )
  return (
    <dl className="facts">
      <dt>{t('waiting')}</dt>
      <dd className="tabular">{format.number(load.waiting)}</dd>
      <dt>{t('commits')}</dt>
      <dd className="tabular">{format.number(load.commitsPerSecond)}</dd>
      <dt>{t('latency')}</dt>
      <dd className="tabular">
        {load.latencyMs === null ? t('none') : t('ms', { ms: format.number(load.latencyMs) })}
      </dd>
    </dl>
  )
}
