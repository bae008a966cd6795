import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import type { ActorView } from '../../../trace/index.ts'
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
  return (
    <Fold name="source" title={t('title')} note={<span className="mono">{file}</span>}>
      <Suspense fallback={<p className="note">{t('loading')}</p>}>
        <SourceCode key={file} file={file} label={lastHandled?.label ?? null} />
      </Suspense>
    </Fold>
  )
}
