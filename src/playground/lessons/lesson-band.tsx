import { X } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { prefer, usePreferences } from '../store/preferences.ts'
import { useLesson } from './lesson-state.ts'
import { loadAndEnd } from './load-player.ts'
import { WalkthroughList } from './walkthrough-list.tsx'
import './lesson-band.css'

const CurrentStep = lazy(() => import('./current-step.tsx'))

/** The walkthrough above the canvas; before it starts, the list of walkthroughs. */
export default function LessonBand() {
  const t = useTranslations('lesson')
  const open = usePreferences(({ lessonOpen }) => lessonOpen)
  const { player, state } = useLesson()
  if (!open) return null
  return (
    <section className="lesson" aria-label={t('title')} data-playing={state !== null || undefined}>
      {player === null || state === null ? (
        <WalkthroughList>
          <CloseButton />
        </WalkthroughList>
      ) : (
        <>
          <Suspense fallback={<div className="lesson-place" />}>
            <CurrentStep player={player} state={state} />
          </Suspense>
          <CloseButton />
        </>
      )}
    </section>
  )
}

function CloseButton() {
  const t = useTranslations('lesson')
  return (
    <button
      type="button"
      className="icon-button lesson-close"
      aria-label={t('close')}
      onClick={() => {
        // Only a walkthrough that plays has an end, and its player is loaded.
        if (useLesson.getState().player !== null) loadAndEnd()
        prefer({ lessonOpen: false })
      }}
    >
      <X size={16} aria-hidden="true" />
    </button>
  )
}
