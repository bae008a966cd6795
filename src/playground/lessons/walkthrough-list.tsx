import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { walkthroughs } from '../../lessons/index.ts'
import { useLessonProgress } from '../learn/lesson-progress.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useText } from '../ui/use-text.ts'
import { beginLesson } from './use-player.ts'

/** The walkthrough to begin with, and the way to all lessons. A newcomer is told where he is, in one sentence. */
export function WalkthroughList({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('lesson')
  const learn = useTranslations('learn')
  const text = useText()
  const scenario = useScenario()
  const { done, begun } = useLessonProgress()
  const ofScenario = walkthroughs.filter(walkthrough => walkthrough.scenario === scenario.id)
  const first = ofScenario.find(({ id }) => !done.includes(id)) ?? ofScenario[0] ?? walkthroughs[0]
  if (first === undefined) return null
  const isNew = begun.length === 0 && first === walkthroughs[0]
  return (
    <>
      <GraduationCap size={18} className="lesson-mark" aria-hidden="true" />
      <p className="lesson-about">
        {isNew ? (
          learn('welcome')
        ) : (
          <>
            <strong>{text(first.title)}</strong> {text(first.about)}
          </>
        )}
      </p>
      <Toolbar className="lesson-steps" label={t('steps')} first=".primary">
        <button
          type="button"
          className="button primary"
          title={t('startsNewRun')}
          onClick={() => beginLesson(first.id)}
        >
          {isNew ? learn('showMe') : t('begin')}
        </button>
        <button type="button" className="button" onClick={() => openDialog('learn')}>
          {learn('all')}
        </button>
        {children}
      </Toolbar>
    </>
  )
}
