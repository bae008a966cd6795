import { useState } from 'react'
import { useLocale } from 'use-intl'
import { refuseProblem } from '../../sandbox/compile/code-problem.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { useSource } from '../inspector/source/use-source.ts'
import { tryAgain } from '../store/branching.ts'
import { useRun } from '../store/run-store.ts'
import { Modal } from '../ui/modal.tsx'
import { useSentence } from '../ui/use-sentence.ts'
import { CodeDiff } from './code-diff.tsx'
import { CodeField } from './code-field.tsx'
import { draftOf, keepDraft } from './drafts.ts'
import { useEditingTexts } from './editing-texts.ts'
import { useProblem } from './use-problem.ts'
import { withEdit } from './with-edit.ts'

interface BehaviorEditorProps {
  /** Path below `src/scenarios`. */
  readonly file: string
  readonly onClose: () => void
}

/** Edits the code of a behavior and repeats the run with it in a branch. */
export default function BehaviorEditor({ file, onClose }: BehaviorEditorProps) {
  const t = useEditingTexts()
  const original = useSource(file)
  return (
    <Modal title={t.edit(file)} wide onClose={onClose}>
      {original === 'loading' ? (
        <p className="note">{t.loading}</p>
      ) : (
        <Editor {...{ file, original: original ?? '', onClose }} />
      )}
    </Modal>
  )
}

function Editor({ file, original, onClose }: BehaviorEditorProps & { readonly original: string }) {
  const t = useEditingTexts()
  const language = useLocale()
  const sentence = useSentence()
  const code = useRun(({ session }) => session?.header.code) ?? []
  const running = code.find(edited => edited.file === file)?.text ?? original
  const [given, setGiven] = useState(() => ({ text: draftOf(file, running) }))
  const [text, setText] = useState(given.text)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const [showsChanges, setShowsChanges] = useState(false)
  const [busy, setBusy] = useState(false)
  const { problem, shown } = useProblem(file, text)
  const complaint = refusal ?? (shown === null ? null : refuseProblem(shown))
  const write = (written: string) => {
    setRefusal(null)
    setText(written)
    keepDraft(file, running, written)
  }
  const run = async () => {
    setBusy(true)
    const grown = await tryAgain({ type: 'code', code: withEdit(code, file, text, original), files: [file] })
    setBusy(false)
    if (isRefused(grown)) return setRefusal(grown)
    keepDraft(file, running, running)
    onClose()
  }
  return (
    <>
      <p>{t.help}</p>
      <div className="code-room">
        <CodeField
          label={t.code(file)}
          given={given}
          problem={shown}
          hidden={showsChanges}
          language={language}
          onChange={write}
        />
        {showsChanges && <CodeDiff file={file} before={original} after={text} />}
      </div>
      <p className="complaint code-complaint" role="alert">
        {complaint === null ? null : sentence(complaint)}
      </p>
      <div className="modal-actions">
        <button
          type="button"
          className="button"
          disabled={text === original}
          onClick={() => {
            setGiven({ text: original })
            setShowsChanges(false)
          }}
        >
          {t.reset}
        </button>
        <button type="button" className="button" onClick={() => setShowsChanges(!showsChanges)}>
          {showsChanges ? t.hideChanges : t.showChanges}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || problem !== null || text === running}
          onClick={() => void run()}
        >
          {busy ? t.repeating : t.runWith}
        </button>
      </div>
    </>
  )
}
