import { type RefObject, useEffect, useRef } from 'react'
import { openDialog } from '../store/selection.ts'
import { deletedText, sizeOfLessonText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useText } from '../ui/use-text.ts'
import { editMyLesson } from './authoring.ts'
import { ExerciseRow } from './exercise-row.tsx'
import { linkToMyLesson, playMyLesson } from './lesson-address.ts'
import { MakeLessonButton } from './make-lesson-button.tsx'
import {
  deleteMyExercise,
  forgetDeletedExercises,
  loadMyExercises,
  restoreMyExercise,
  useMyExercises,
} from './my-exercises.ts'
import {
  deleteMyLesson,
  forgetDeleted,
  loadMyLessons,
  type MyLesson,
  restoreMyLesson,
  useMyLessons,
} from './my-lessons.ts'
import { openFile } from './open-text.ts'
import { OwnRow } from './own-row.tsx'
import { saveLesson } from './save-lesson.ts'
import './my-lessons.css'

/** The lessons of the person in the list of all lessons: opens, plays, shares and deletes them. */
export function MyLessonsSection() {
  const text = useText()
  const { lessons, deleted, unstored } = useMyLessons()
  const exercises = useMyExercises()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    void loadMyLessons()
    void loadMyExercises()
    return () => {
      forgetDeleted()
      forgetDeletedExercises()
    }
  }, [])
  return (
    <section ref={section} className="my-lessons" aria-labelledby="my-lessons">
      <header>
        <div>
          <h3 id="my-lessons">{text(texts.mine)}</h3>
          <p className="note">{text(texts.mineAbout)}</p>
        </div>
        <div className="my-lessons-acts">
          <MakeLessonButton />
          <OpenLessonButton />
        </div>
      </header>
      {(unstored || exercises.unstored) && <p role="alert">{text(texts.unstored)}</p>}
      <ul>
        {deleted.map(lesson => (
          <DeletedLesson key={lesson.shelfId} lesson={lesson} section={section} />
        ))}
        {exercises.deleted.map(lesson => (
          <DeletedRow
            key={lesson.shelfId}
            shelfId={lesson.shelfId}
            title={text(lesson.content.exercise.title)}
            onRestore={() => {
              void restoreMyExercise(lesson)
              focusLater(section, lesson.shelfId)
            }}
          />
        ))}
        {(lessons ?? []).map(lesson => (
          <LessonRow key={lesson.shelfId} lesson={lesson} section={section} />
        ))}
        {(exercises.lessons ?? []).map(lesson => (
          <ExerciseRow
            key={lesson.shelfId}
            lesson={lesson}
            onDelete={() => {
              void deleteMyExercise(lesson)
              focusLater(section, lesson.shelfId)
            }}
          />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly lesson: MyLesson
  readonly section: RefObject<HTMLElement | null>
}

const useTitle = ({ content }: MyLesson): string => {
  const text = useText()
  const { title } = content.draft
  return text(title) || title.en || title.ja || text(texts.untitled)
}

/** The row of a deleted or restored lesson is another element, so the focus follows to it. */
const focusLater = (section: RefObject<HTMLElement | null>, shelfId: string): void => {
  requestAnimationFrame(() =>
    section.current?.querySelector<HTMLElement>(`[data-lesson="${shelfId}"] button`)?.focus(),
  )
}

function DeletedLesson({ lesson, section }: RowProps) {
  return (
    <DeletedRow
      shelfId={lesson.shelfId}
      title={useTitle(lesson)}
      onRestore={() => {
        void restoreMyLesson(lesson)
        focusLater(section, lesson.shelfId)
      }}
    />
  )
}

interface DeletedProps {
  readonly shelfId: string
  readonly title: string
  readonly onRestore: () => void
}

function DeletedRow({ shelfId, title, onRestore }: DeletedProps) {
  const text = useText()
  return (
    <li className="my-lesson deleted" data-lesson={shelfId}>
      <p role="status">{text(deletedText(title))}</p>
      <button type="button" className="button" onClick={onRestore}>
        {text(texts.undo)}
      </button>
    </li>
  )
}

function LessonRow({ lesson, section }: RowProps) {
  const text = useText()
  const { draft } = lesson.content
  return (
    <OwnRow
      shelfId={lesson.shelfId}
      title={useTitle(lesson)}
      about={text(draft.about)}
      note={text(sizeOfLessonText(draft.minutes, draft.steps.length))}
      onPlay={() => {
        const refused = playMyLesson(lesson)
        if (refused === undefined) openDialog(null)
        return refused
      }}
      onEdit={() => {
        openDialog(null)
        editMyLesson(lesson)
      }}
      onSave={() => saveLesson(draft)}
      linkOf={() => linkToMyLesson(lesson)}
      onDelete={() => {
        void deleteMyLesson(lesson)
        focusLater(section, lesson.shelfId)
      }}
    />
  )
}

function OpenLessonButton() {
  const text = useText()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button
        type="button"
        className="button"
        title={text(texts.openHelp)}
        onClick={() => input.current?.click()}
      >
        {text(texts.open)}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={text(texts.open)}
        hidden
        onChange={event => {
          const file = event.target.files?.[0]
          if (file === undefined) return
          openDialog(null)
          void openFile(file)
        }}
      />
    </>
  )
}
