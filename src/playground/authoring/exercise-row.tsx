import { formatLesson } from '../../lessons/packed-lesson.ts'
import { ownId } from '../exercises/own-id.ts'
import { useProgress } from '../exercises/progress.ts'
import { saveFile } from '../store/save-file.ts'
import { openDialog } from '../store/selection.ts'
import { sizeOfExerciseText } from '../texts/authoring-texts.ts'
import { exerciseTexts } from '../texts/exercise-texts.ts'
import { useText } from '../ui/use-text.ts'
import { linkToMyExercise, playMyExercise } from './lesson-address.ts'
import type { MyExercise } from './my-exercises.ts'
import { OwnRow } from './own-row.tsx'

interface RowProps {
  readonly lesson: MyExercise
  readonly onDelete: () => void
}

/** An exercise of the person, with its progress. */
export function ExerciseRow({ lesson, onDelete }: RowProps) {
  const text = useText()
  const { exercise } = lesson.content
  const state = useProgress(({ byId }) => byId[ownId(lesson.shelfId)]?.state ?? 'open')
  const size = text(sizeOfExerciseText(exercise.minutes))
  return (
    <OwnRow
      shelfId={lesson.shelfId}
      title={text(exercise.title)}
      note={state === 'open' ? size : `${size} · ${text(exerciseTexts.state[state])}`}
      onPlay={() => {
        openDialog(null)
        void playMyExercise(lesson)
        return undefined
      }}
      onSave={() => {
        const file = new Blob([formatLesson(exercise)], { type: 'application/json' })
        saveFile(`${exercise.id}.json`, file)
        return undefined
      }}
      linkOf={() => linkToMyExercise(lesson)}
      onDelete={onDelete}
    />
  )
}
