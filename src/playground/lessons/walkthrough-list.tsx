import { GraduationCap } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { walkthroughHeads } from '../../lessons/walkthrough-heads.ts'
import { isClustered } from '../canvas/member-summary.ts'
import { useLessonProgress } from '../learn/lesson-progress.ts'
import { useRun } from '../store/run-store.ts'
import { nodesOf, useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Toolbar } from '../ui/toolbar.tsx'
import { useText } from '../ui/use-text.ts'
import { loadAndBegin } from './load-player.ts'

const heads = Object.values(walkthroughHeads)

/** The walkthrough to begin with, and the way to all lessons. A newcomer is told where he is, in one sentence. */
export function WalkthroughList({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('lesson')
  const learn = useTranslations('learn')
  const text = useText()
  const scenario = useScenario()
  const { done, begun } = useLessonProgress()
  const started = useRun(({ view }) => Object.values(view.participants).filter(isClustered).length)
  // A repaired scenario starts more nodes than its card, and at instant 0 none is there yet.
  const nodes = Math.max(started, nodesOf(scenario))
  const ofScenario = heads.filter(walkthrough => walkthrough.scenario === scenario.id)
  const first = ofScenario.find(({ id }) => !done.includes(id)) ?? ofScenario[0] ?? heads[0]
  if (first === undefined) return null
  const isNew = begun.length === 0 && first === heads[0]
  return (
    <>
      <GraduationCap size={18} className="lesson-mark" aria-hidden="true" />
      <p className="lesson-about">
        {isNew ? (
          learn('welcome', { nodes })
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
          onClick={() => loadAndBegin(first.id)}
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
