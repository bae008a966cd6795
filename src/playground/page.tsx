import { lazy, Suspense, useEffect } from 'react'
import { TopBar } from './controls/top-bar.tsx'
import { useKeys } from './controls/use-keys.ts'
import { announce } from './events/announcements.ts'
import { LiveRegion } from './events/live-region.tsx'
import { SkipLink } from './layout/skip-link.tsx'
import { isNarrow, useIsNarrow } from './layout/use-is-narrow.ts'
import { ErrorBoundary } from './states/error-boundary.tsx'
import { OpeningScreen } from './states/opening-screen.tsx'
import { RefusedScreen } from './states/refused-screen.tsx'
import { useRun } from './store/run-store.ts'
import { useFocus } from './store/selection.ts'
import './page.css'

// The one that is needed is fetched at once, beside the workers and not before them.
const layouts = {
  wide: () => import('./layout/wide-layout.tsx'),
  narrow: () => import('./layout/narrow-layout.tsx'),
}
const first = isNarrow() ? layouts.narrow() : layouts.wide()
first.catch(() => undefined)
const WideLayout = lazy(layouts.wide)
const NarrowLayout = lazy(layouts.narrow)
const Dialogs = lazy(() => import('./dialogs/dialogs.tsx'))

/** The whole page: the bar, then whatever state the run is in. */
export function Page() {
  const phase = useRun(({ phase }) => phase)
  const dialog = useFocus(({ dialog }) => dialog)
  const narrow = useIsNarrow()
  useKeys()
  useEffect(announce, [])
  return (
    <ErrorBoundary>
      <div className="page">
        <SkipLink narrow={narrow} />
        <TopBar wide={!narrow} />
        {phase.type === 'opening' && <OpeningScreen />}
        {phase.type === 'refused' && <RefusedScreen sentence={phase.sentence} />}
        {phase.type === 'running' && (
          <Suspense fallback={<OpeningScreen />}>{narrow ? <NarrowLayout /> : <WideLayout />}</Suspense>
        )}
        <LiveRegion />
        {dialog !== null && (
          <Suspense>
            <Dialogs />
          </Suspense>
        )}
      </div>
    </ErrorBoundary>
  )
}
