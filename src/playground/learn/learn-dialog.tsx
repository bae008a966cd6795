import { Check } from 'lucide-react'
import { useEffect } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { exercises, ladders, walkthroughs } from '../../lessons/index.ts'
import { MyLessonsSection } from '../authoring/my-lessons-section.tsx'
import { useExercises } from '../exercises/exercise-state.ts'
import { loadProgress, useProgress } from '../exercises/progress.ts'
import { allExercises, handoutOf } from '../handout/handout-address.ts'
import { beginLesson } from '../lessons/use-player.ts'
import { prefer } from '../store/preferences.ts'
import { openDialog } from '../store/selection.ts'
import { doneText, exerciseTexts, minutesText } from '../texts/exercise-texts.ts'
import { Modal } from '../ui/modal.tsx'
import { useText } from '../ui/use-text.ts'
import { useLessonProgress } from './lesson-progress.ts'
import { nextLesson } from './next-lesson.ts'
import './learn-dialog.css'

/** The path through all lessons: what each is about, the time it needs, and what is done. */
export function LearnDialog() {
  const t = useTranslations('learn')
  const text = useText()
  const format = useFormatter()
  const { done, begun } = useLessonProgress()
  const next = nextLesson(null, done)
  const begin = (id: string) => {
    openDialog(null)
    prefer({ lessonOpen: true })
    beginLesson(id)
  }
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)} wide>
      <p className="note">
        {t('intro', { done: format.number(done.length), of: format.number(walkthroughs.length) })}
      </p>
      <ol className="learn-list">
        {walkthroughs.map(({ id, title, about, minutes, steps }) => {
          const isDone = done.includes(id)
          return (
            <li key={id} data-done={isDone || undefined}>
              <span className="learn-mark" aria-hidden="true">
                {isDone && <Check size={16} />}
              </span>
              <div>
                <h3>{text(title)}</h3>
                <p>{text(about)}</p>
                <p className="note">
                  {t('needs', { minutes: format.number(minutes), steps: format.number(steps.length) })}
                  {isDone ? ` · ${t('done')}` : begun.includes(id) ? ` · ${t('begun')}` : ''}
                  {' · '}
                  <a href={handoutOf(id)} target="_blank" rel="noreferrer">
                    {t('handout')}
                  </a>
                </p>
              </div>
              <button
                type="button"
                className={id === next?.id ? 'button primary' : 'button'}
                aria-label={t('beginLesson', { title: text(title) })}
                onClick={() => begin(id)}
              >
                {isDone ? t('again') : t('begin')}
              </button>
            </li>
          )
        })}
      </ol>
      <Exercises />
      <MyLessonsSection />
    </Modal>
  )
}

/** The way on from the walkthroughs. */
function Exercises() {
  const t = useTranslations('learn')
  const text = useText()
  const byId = useProgress(({ byId }) => byId)
  useEffect(() => void loadProgress(), [])
  const solved = exercises.filter(({ id }) => byId[id]?.state === 'done').length
  const minutes = exercises.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <section className="learn-exercises" aria-labelledby="learn-exercises">
      <div>
        <h3 id="learn-exercises">{t('exercises')}</h3>
        <p>{t('exercisesAbout')}</p>
        <p className="note">
          {t('exercisesDone', { solved, count: exercises.length, minutes })}
          {' · '}
          <a href={handoutOf(allExercises)} target="_blank" rel="noreferrer">
            {t('handout')}
          </a>
        </p>
        <ul className="learn-topics">
          {ladders.map(ladder => {
            const own = exercises.filter(exercise => exercise.ladder === ladder)
            if (own.length === 0) return null
            const done = own.filter(({ id }) => byId[id]?.state === 'done').length
            const needed = own.reduce((sum, { minutes }) => sum + minutes, 0)
            return (
              <li key={ladder}>
                {text(exerciseTexts.ladder[ladder])}
                <span className="note tabular">
                  {text(doneText(done, own.length))} · {text(minutesText(needed))}
                </span>
              </li>
            )
          })}
        </ul>
      </div>
      <button
        type="button"
        className="button"
        onClick={() => {
          openDialog(null)
          useExercises.setState({ open: true })
        }}
      >
        {t('openExercises')}
      </button>
    </section>
  )
}
