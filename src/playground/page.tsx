import { lazy, Suspense, useEffect } from 'react'
import { TopBar } from './controls/top-bar.tsx'
import { useKeys } from './controls/use-keys.ts'
import { announce } from './events/announcements.ts'
import { LiveRegion } from './events/live-region.tsx'
import { NarrowLayout } from './layout/narrow-layout.tsx'
import { useIsNarrow } from './layout/use-is-narrow.ts'
import { WideLayout } from './layout/wide-layout.tsx'
import { Banners } from './states/banners.tsx'
import { OpeningScreen } from './states/opening-screen.tsx'
import { RefusedScreen } from './states/refused-screen.tsx'
import { OpeningContext, type OpenRequest, type OpenRun } from './store/opening.ts'
import { useRun } from './store/run-store.ts'
import { useFocus } from './store/selection.ts'
import { useSession } from './store/use-session.ts'
import './page.css'

const Dialogs = lazy(() => import('./dialogs/dialogs.tsx'))

interface PageProps {
  readonly openRun: OpenRun
  readonly first: OpenRequest
}

/** The whole page: the bar, then whatever state the run is in. */
export function Page({ openRun, first }: PageProps) {
  const { opening, notices, restored, dismissRestored } = useSession(openRun, first)
  const phase = useRun(({ phase }) => phase)
  const dialog = useFocus(({ dialog }) => dialog)
  const narrow = useIsNarrow()
  useKeys()
  useEffect(announce, [])
  const banners = <Banners notices={notices} restored={restored} onPlayed={dismissRestored} />
  return (
    <OpeningContext value={opening}>
      <div className="page">
        <TopBar wide={!narrow} />
        {phase.type === 'opening' && <OpeningScreen />}
        {phase.type === 'refused' && <RefusedScreen sentence={phase.sentence} />}
        {phase.type === 'running' &&
          (narrow ? <NarrowLayout banners={banners} /> : <WideLayout banners={banners} />)}
        <LiveRegion />
        {dialog !== null && (
          <Suspense>
            <Dialogs />
          </Suspense>
        )}
      </div>
    </OpeningContext>
  )
}
