import { lazy, Suspense, useEffect } from 'react'
import { TopBar } from './controls/top-bar.tsx'
import { useKeys } from './controls/use-keys.ts'
import { useConsent } from './editing/code-consent.ts'
import { announce } from './events/announcements.ts'
import { LiveRegion } from './events/live-region.tsx'
import { runFollower } from './follow/following.ts'
import { DropZone } from './layout/drop-zone.tsx'
import { embedded } from './layout/embedded.ts'
import { SkipLinks } from './layout/skip-links.tsx'
import { isNarrow, useIsNarrow } from './layout/use-is-narrow.ts'
import { type LayoutKind, loadLayout, useLayout } from './layout/use-layout.ts'
import { ErrorBoundary } from './states/error-boundary.tsx'
import { OpeningScreen } from './states/opening-screen.tsx'
import { RefusedScreen } from './states/refused-screen.tsx'
import { useRun } from './store/run-store.ts'
import { useFocus } from './store/selection.ts'
import { deferredPart, loadDeferredParts } from './ui/deferred-part.ts'
import './page.css'

const layoutKind = (narrow: boolean): LayoutKind => (embedded ? 'embedded' : narrow ? 'narrow' : 'wide')
// Fetched at once, in parallel with the workers' scripts. The page reports a failure when it shows the layout.
loadLayout(layoutKind(isNarrow())).catch(() => undefined)
const Dialogs = deferredPart(() => import('./dialogs/dialogs.tsx'))
const ConsentDialog = lazy(() => import('./editing/consent-dialog.tsx'))

/** The whole page: the top bar, and the run or the reason why there is none. */
export function Page() {
  const phase = useRun(({ phase }) => phase)
  const opening = useRun(({ opening }) => opening)
  const dialog = useFocus(({ dialog }) => dialog)
  const asked = useConsent(({ question }) => question !== null)
  const narrow = useIsNarrow()
  const Layout = useLayout(layoutKind(narrow))
  useKeys()
  useEffect(announce, [])
  useEffect(runFollower, [])
  const running = phase.type === 'running'
  useEffect(() => {
    if (running) loadDeferredParts()
  }, [running])
  return (
    <ErrorBoundary>
      <div className="page">
        {!embedded && <SkipLinks />}
        {!embedded && <TopBar wide={!narrow} />}
        {phase.type === 'opening' && <OpeningScreen />}
        {phase.type === 'refused' && <RefusedScreen refusal={phase.refusal} />}
        {(phase.type === 'starting' || phase.type === 'restoring' || phase.type === 'running') && (
          <Suspense key={opening} fallback={<OpeningScreen />}>
            {Layout === null ? <OpeningScreen /> : <Layout />}
          </Suspense>
        )}
        <LiveRegion />
        <DropZone />
        {dialog !== null && (
          <Suspense>
            <Dialogs />
          </Suspense>
        )}
        {asked && (
          <Suspense>
            <ConsentDialog />
          </Suspense>
        )}
      </div>
    </ErrorBoundary>
  )
}
