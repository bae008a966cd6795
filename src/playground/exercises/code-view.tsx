import { useState } from 'react'
import { useLocale } from 'use-intl'
import type { CodeExercise } from '../../lessons/index.ts'
import { refuseProblem } from '../../sandbox/compile/code-problem.ts'
import type { Refused } from '../../trace/index.ts'
import { CodeDiff } from '../editing/code-diff.tsx'
import { CodeField } from '../editing/code-field.tsx'
import { useEditingTexts } from '../editing/editing-texts.ts'
import { useProblem } from '../editing/use-problem.ts'
import { exerciseTexts as texts } from '../texts/exercise-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import type { Attempt, CodeTexts } from './exercise-state.ts'
import { useProgress } from './progress.ts'
import { tryCode } from './run-exercise.ts'
import '../editing/editing.css'

interface CodeViewProps {
  readonly exercise: CodeExercise
  readonly attempt: Attempt
  readonly given: CodeTexts
}

/** The editor of a code exercise, with its changes and the solution as a diff. Loaded with the first such exercise. */
export default function CodeView({ exercise, attempt, given }: CodeViewProps) {
  const text = useText()
  const editing = useEditingTexts()
  const language = useLocale()
  const sentence = useSentence()
  const { file } = exercise.code
  const [first, setFirst] = useState(() => ({
    // A page that was closed gives back what the participant ran last; a new beginning does not.
    text: attempt.keepsCode ? (useProgress.getState().byId[exercise.id]?.code ?? given.start) : given.start,
  }))
  const [written, setWritten] = useState(first.text)
  const [view, setView] = useState<'code' | 'changes' | 'solution'>('code')
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const { problem, shown } = useProblem(file, written)
  const complaint = refusal ?? (shown === null ? null : refuseProblem(shown))
  const busy = attempt.phase === 'preparing'
  const remark = exercise.remarks.find(
    ({ when }) => 'refusedName' in when && when.refusedName === shown?.name,
  )
  const run = async (code: string, isSolution: boolean) => {
    setRefusal(null)
    const refused = await tryCode(exercise, code, isSolution)
    if (refused !== undefined) setRefusal(refused)
  }
  const toggle = (other: 'changes' | 'solution') => setView(view === other ? 'code' : other)
  const isSolution = view === 'solution'
  return (
    <section className="exercise-editor" aria-label={text(texts.editor)}>
      {isSolution && <p className="note">{text(texts.solutionDiff)}</p>}
      <div className="exercise-code">
        <CodeField
          label={editing.code(file)}
          given={first}
          problem={shown}
          hidden={view !== 'code'}
          language={language}
          onChange={code => {
            setRefusal(null)
            setWritten(code)
          }}
        />
        {view !== 'code' && (
          <CodeDiff file={file} before={given.start} after={isSolution ? given.solution : written} />
        )}
      </div>
      <div role="alert" className="exercise-complaint">
        {complaint !== null && !isSolution && (
          <>
            <p className="complaint">{sentence(complaint)}</p>
            {remark !== undefined && <p>{text(remark.say)}</p>}
          </>
        )}
      </div>
      <div className="exercise-buttons">
        <button
          type="button"
          className="button primary"
          disabled={busy || (!isSolution && problem !== null)}
          onClick={() => void run(isSolution ? given.solution : written, isSolution)}
        >
          {text(busy ? texts.repeating : isSolution ? texts.runSolution : texts.runCode)}
        </button>
        <button type="button" className="button" onClick={() => toggle('changes')}>
          {text(view === 'changes' ? texts.showCode : texts.showChanges)}
        </button>
        <button
          type="button"
          className="button quiet"
          disabled={written === given.start}
          onClick={() => {
            setFirst({ text: given.start })
            setView('code')
          }}
        >
          {text(texts.backToStart)}
        </button>
        <button type="button" className="button quiet" onClick={() => toggle('solution')}>
          {text(isSolution ? texts.showCode : texts.showSolution)}
        </button>
      </div>
    </section>
  )
}
