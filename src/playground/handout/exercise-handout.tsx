import { type Exercise, ladders } from '../../lessons/index.ts'
import { Narration } from '../lessons/narration.tsx'
import { minutesText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { HandoutHead } from './handout-head.tsx'
import { Prediction, RightAnswer } from './questions.tsx'

interface HandoutProps {
  /** In the order of the page; at least one. */
  readonly exercises: readonly Exercise[]
  readonly title: string
  readonly link: string | null
}

/** Exercises with their situation, their task or question and room to write; the solutions on pages of their own. */
export function ExerciseHandout({ exercises, title, link }: HandoutProps) {
  const t = useDeferredTexts('handout')
  const text = useText()
  const [first] = exercises
  const single = exercises.length === 1 && first !== undefined
  return (
    <>
      <HandoutHead
        title={title}
        about={single ? text(minutesText(first.minutes)) : text(texts.about)}
        link={link}
      />
      {ladders.map(ladder => {
        const own = exercises.filter(exercise => exercise.ladder === ladder)
        if (own.length === 0) return null
        return (
          <section key={ladder}>
            {!single && <h2>{text(texts.ladder[ladder])}</h2>}
            {own.map(exercise => (
              <Sheet
                key={exercise.id}
                exercise={exercise}
                {...(single ? {} : { number: exercises.indexOf(exercise) + 1 })}
              />
            ))}
          </section>
        )
      })}
      <section className="handout-answers" aria-label={t('solutions')}>
        <h2>{t('solutions')}</h2>
        <dl>
          {exercises.map((exercise, place) => (
            <div key={exercise.id}>
              <dt>
                {!single && `${place + 1}. `}
                {text(exercise.title)}
              </dt>
              <dd>
                <Solution exercise={exercise} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}

/** One exercise. `number`: its place in the handout, if there are several. */
function Sheet({ exercise, number }: { readonly exercise: Exercise; readonly number?: number }) {
  const t = useDeferredTexts('handout')
  const text = useText()
  return (
    <article className="handout-exercise">
      {number !== undefined && (
        <h3>
          {number}. {text(exercise.title)}{' '}
          <span className="note">
            {text(minutesText(exercise.minutes))} · #exercise={exercise.id}
          </span>
        </h3>
      )}
      <Narration text={text(exercise.situation)} />
      {exercise.type === 'prediction' ? (
        <Prediction ask={exercise.question} />
      ) : (
        <div className="handout-question">
          <Narration text={text(exercise.goal)} />
          {exercise.type === 'goal' &&
            exercise.forbidden?.map(({ words }) => (
              <p key={words.en} className="note">
                {text(words)}
              </p>
            ))}
        </div>
      )}
      <Lines label={t(exercise.type === 'prediction' ? 'because' : 'plan')} />
      <Lines label={t('seen')} />
    </article>
  )
}

/** Room to write, with a word on what to write there. */
const Lines = ({ label }: { readonly label: string }) => (
  <div className="handout-lines">
    <p>{label}</p>
    <p aria-hidden="true" />
  </div>
)

function Solution({ exercise }: { readonly exercise: Exercise }) {
  const text = useText()
  return (
    <>
      {exercise.type === 'prediction' ? (
        <RightAnswer ask={exercise.question} />
      ) : (
        <p>
          <strong>{text(exercise.hints[2])}</strong>
        </p>
      )}
      <Narration text={text(exercise.why)} />
    </>
  )
}
