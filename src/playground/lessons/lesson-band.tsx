import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { prefer, usePreferences } from '../store/preferences.ts'
import { CurrentStep } from './current-step.tsx'
import { useLesson } from './lesson-state.ts'
import { endLesson } from './use-player.ts'
import { WalkthroughList } from './walkthrough-list.tsx'
import './lesson-band.css'

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
          <CurrentStep player={player} state={state} />
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
        endLesson()
        prefer({ lessonOpen: false })
      }}
    >
      <X size={16} aria-hidden="true" />
    </button>
  )
}
