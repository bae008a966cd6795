import { ViewportPortal } from '@xyflow/react'
import { Suspense, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { deferredPart } from '../../ui/deferred-part.ts'
import type { Placements } from './actor-placement.ts'
import { runStage, useStage } from './use-stage.ts'
import './failure-layer.css'

const FailingItem = deferredPart(() => import('./failing-item.tsx'))

/** The animated failures, drawn over the cards at the actors concerned. */
export function FailureLayer({ placements }: { readonly placements: Placements }) {
  const t = useTranslations('tree')
  const { scene, frozen } = useStage()
  useEffect(runStage, [])
  return (
    <ViewportPortal>
      <ul className="failure-layer" aria-label={t('failures')} data-frozen={frozen || undefined}>
        {scene.map(item => (
          <Suspense key={item.id}>
            <FailingItem item={item} placements={placements} />
          </Suspense>
        ))}
      </ul>
    </ViewportPortal>
  )
}
