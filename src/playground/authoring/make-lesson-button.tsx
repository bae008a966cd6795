import { openDialog } from '../store/selection.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useText } from '../ui/use-text.ts'
import { makeLessonOfRun } from './authoring.ts'

/** Makes a lesson of the acts of the shown run, and opens it in the editor. */
export function MakeLessonButton() {
  const text = useText()
  return (
    <button
      type="button"
      className="button"
      title={text(texts.makeHelp)}
      onClick={() => {
        openDialog(null)
        void makeLessonOfRun()
      }}
    >
      {text(texts.make)}
    </button>
  )
}
