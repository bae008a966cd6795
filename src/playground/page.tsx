import { lazy, Suspense, useEffect } from 'react'
import { TopBar } from './controls/top-bar.tsx'
import { useKeys } from './controls/use-keys.ts'
import { announce } from './events/announcements.ts'
import { LiveRegion } from './events/live-region.tsx'
import { NarrowLayout } from './layout/narrow-layout.tsx'
import { useIsNarrow } from './layout/use-is-narrow.ts'
import { WideLayout } from './layout/wide-layout.tsx'
import { OpeningScreen } from './states/opening-screen.tsx'
import { RefusedScreen } from './states/refused-screen.tsx'
import { useRun } from './store/run-store.ts'
import { useFocus } from './store/selection.ts'
import './page.css'

const Dialogs = lazy(() => import('./dialogs/dialogs.tsx'))

/** The whole page: the bar, then whatever state the run is in. */
export function Page() {
  const phase = useRun(({ phase }) => phase)
  const dialog = useFocus(({ dialog }) => dialog)
  const narrow = useIsNarrow()
  useKeys()
  useEffect(announce, [])
  return (
    <div className="page">
      <TopBar wide={!narrow} />
      {phase.type === 'opening' && <OpeningScreen />}
      {phase.type === 'refused' && <RefusedScreen sentence={phase.sentence} />}
      {phase.type === 'running' && (narrow ? <NarrowLayout /> : <WideLayout />)}
      <LiveRegion />
      {dialog !== null && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </div>
  )
}
