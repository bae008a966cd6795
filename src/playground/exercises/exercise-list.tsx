import { Check, CircleDashed, CircleDot, Code } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Exercise, Ladder } from '../../lessons/index.ts'
import type { Refused } from '../../trace/index.ts'
import { saveFile } from '../store/save-file.ts'
import { doneText, minutesText, exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { exportProgress, importProgress, resetProgress, undoReset, useProgress } from './progress.ts'
import { beginExercise } from './run-exercise.ts'

interface ListProps {
  readonly ladders: readonly Ladder[]
  readonly exercises: readonly Exercise[]
}

const marks = { open: CircleDashed, tried: CircleDot, done: Check } as const

/** All exercises by ladder, with the progress of each. */
export function ExerciseList({ ladders, exercises }: ListProps) {
  const text = useText()
  const byId = useProgress(({ byId }) => byId)
  const done = exercises.filter(({ id }) => byId[id]?.state === 'done').length
  return (
    <div className="exercises-body">
      <p className="note">
        {text(texts.about)} <strong>{text(doneText(done, exercises.length))}</strong>
      </p>
      {ladders.map(ladder => {
        const own = exercises.filter(exercise => exercise.ladder === ladder)
        return (
          <section key={ladder} aria-labelledby={`ladder-${ladder}`}>
            <h3 id={`ladder-${ladder}`}>{text(texts.ladder[ladder])}</h3>
            {own.length === 0 && <p className="note">{text(texts.coming)}</p>}
            <ol className="exercise-list">
              {own.map(({ id, title, minutes, type }) => {
                const state = byId[id]?.state ?? 'open'
                const Mark = marks[state]
                return (
                  <li key={id}>
                    <button type="button" data-state={state} onClick={() => void beginExercise(id)}>
                      <Mark size={16} aria-hidden="true" />
                      <span className="exercise-name">
                        {text(title)}
                        {type === 'code' && (
                          <span className="exercise-kind">
                            <Code size={13} aria-hidden="true" /> {text(texts.edits)}
                          </span>
                        )}
                      </span>
                      <span className="exercise-note">
                        {text(texts.state[state])} · {text(minutesText(minutes))}
                      </span>
                    </button>
                  </li>
                )
              })}
            </ol>
          </section>
        )
      })}
      <ProgressTools />
    </div>
  )
}

/** The progress as a file, and its reset. */
function ProgressTools() {
  const text = useText()
  const sentence = useSentence()
  const file = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const { before, unstored, unread } = useProgress()
  const problem = refused ?? unread
  return (
    <section className="exercise-tools" aria-labelledby="exercise-tools">
      <h3 id="exercise-tools">{text(texts.tools)}</h3>
      <div className="exercise-buttons">
        <button
          type="button"
          className="button"
          onClick={() => saveFile('actorium-progress.json', exportProgress())}
        >
          {text(texts.save)}
        </button>
        <button type="button" className="button" onClick={() => file.current?.click()}>
          {text(texts.load)}
        </button>
        <button type="button" className="button quiet" onClick={() => void resetProgress()}>
          {text(texts.clear)}
        </button>
        {before !== null && (
          <button type="button" className="button quiet" onClick={() => void undoReset()}>
            {text(texts.undo)}
          </button>
        )}
      </div>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={text(texts.load)}
        onChange={async event => {
          const chosen = event.target.files?.[0]
          event.target.value = ''
          if (chosen !== undefined) setRefused((await importProgress(chosen)) ?? null)
        }}
      />
      <p role="status" className={problem === null ? 'note' : 'complaint'}>
        {problem === null ? unstored && text(texts.unstored) : sentence(problem)}
      </p>
    </section>
  )
}
