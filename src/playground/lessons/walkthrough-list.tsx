import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { walkthroughs } from '../../lessons/index.ts'
import { useScenario } from '../store/scenario.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useText } from '../ui/use-text.ts'
import { beginLesson } from './use-player.ts'

/** The walkthrough of the open scenario with its summary, and the titles of the others. */
export function WalkthroughList({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('lesson')
  const text = useText()
  const scenario = useScenario()
  const first = walkthroughs.find(walkthrough => walkthrough.scenario === scenario.id) ?? walkthroughs[0]
  if (first === undefined) return null
  const others = walkthroughs.filter(walkthrough => walkthrough !== first)
  return (
    <>
      <GraduationCap size={18} className="lesson-mark" aria-hidden="true" />
      <p className="lesson-about">
        <strong>{text(first.title)}</strong> {text(first.about)}
      </p>
      <Toolbar className="lesson-steps" label={t('steps')} first=".primary">
        <button
          type="button"
          className="button primary"
          title={t('startsNewRun')}
          onClick={() => beginLesson(first.id)}
        >
          {t('begin')}
        </button>
        {others.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className="button lesson-other"
            title={t('startsNewRun')}
            onClick={() => beginLesson(id)}
          >
            {text(title)}
          </button>
        ))}
        {children}
      </Toolbar>
    </>
  )
}
