import { Printer } from 'lucide-react'
import { useEffect, useState } from 'react'
import { walkthroughs } from '../../lessons/index.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { ExerciseHandout } from './exercise-handout.tsx'
import { allExercises } from './handout-address.ts'
import { type Printed, printedLesson } from './printed-lesson.ts'
import { WalkthroughHandout } from './walkthrough-handout.tsx'
import './handout-page.css'

/** A walkthrough, an exercise, or all exercises on paper; also those of the person. */
export default function HandoutPage({ lesson }: { readonly lesson: string }) {
  const t = useDeferredTexts('handout')
  const sentence = useSentence()
  const [printed, setPrinted] = useState<Printed | Refused | 'loading' | null>('loading')
  useEffect(() => {
    void printedLesson(lesson).then(setPrinted)
  }, [lesson])
  if (printed === 'loading') return null
  if (printed === null || isRefused(printed)) {
    const known = [...walkthroughs.map(({ id }) => id), allExercises].join(', ')
    return (
      <main className="handout">
        <p>{printed === null ? t('unknown', { lesson, known }) : sentence(printed)}</p>
      </main>
    )
  }
  return <Handout printed={printed} />
}

function Handout({ printed }: { readonly printed: Printed }) {
  const t = useDeferredTexts('handout')
  const text = useText()
  const single =
    printed.type === 'walkthrough'
      ? printed.walkthrough
      : printed.exercises.length === 1
        ? printed.exercises[0]
        : undefined
  const title = single === undefined ? t('exercises') : text(single.title)
  // The name of the file when the page is printed into one.
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="handout">
      <button type="button" className="button primary handout-print" onClick={() => window.print()}>
        <Printer size={16} aria-hidden="true" /> {t('print')}
      </button>
      {printed.type === 'exercises' ? (
        <ExerciseHandout exercises={printed.exercises} title={title} link={printed.link} />
      ) : (
        <WalkthroughHandout walkthrough={printed.walkthrough} link={printed.link} />
      )}
    </main>
  )
}
