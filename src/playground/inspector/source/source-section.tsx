import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import type { ActorView } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { Fold } from '../../ui/fold.tsx'

// Parser and colours come only to those who read code.
const SourceCode = lazy(() => import('./source-code.tsx'))

interface SourceSectionProps {
  /** Under `src/scenarios`. */
  readonly file: string
  readonly lastHandled: ActorView['lastHandled']
}

/** The behavior's own code, with the place that ran last. */
export function SourceSection({ file, lastHandled }: SourceSectionProps) {
  const t = useTranslations('source')
  const index = useRun(({ book }) => book.index)
  const isSignal = lastHandled !== null && index.byId(lastHandled.event)?.type === 'SignalDelivered'
  return (
    <Fold name="source" title={t('title')} note={<span className="mono">{file}</span>}>
      <div className="source-room">
        <Suspense fallback={<p className="note">{t('loading')}</p>}>
          <SourceCode
            key={file}
            file={file}
            label={lastHandled?.label ?? null}
            kind={isSignal ? 'signal' : 'message'}
          />
        </Suspense>
      </div>
    </Fold>
  )
}
