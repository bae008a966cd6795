import type { EditedFile } from '../../trace/index.ts'
import { useSource } from '../inspector/source/use-source.ts'
import { Modal } from '../ui/modal.tsx'
import { useConsent } from './code-consent.ts'
import { CodeDiff } from './code-diff.tsx'
import { useEditingTexts } from './editing-texts.ts'

/** Shows code that came in a file or a link, and asks whether it may run. */
export default function ConsentDialog() {
  const t = useEditingTexts()
  const question = useConsent(({ question }) => question)
  if (question === null) return null
  const { code, answer } = question
  return (
    <Modal title={t.consentTitle} wide onClose={() => answer(false)}>
      <p>{t.consent}</p>
      {code.map(edited => (
        <FileChanges key={`${edited.file} ${edited.text}`} edited={edited} />
      ))}
      <div className="modal-actions">
        <button type="button" className="button" onClick={() => answer(false)}>
          {t.decline}
        </button>
        <button type="button" className="button primary" onClick={() => answer(true)}>
          {t.run}
        </button>
      </div>
    </Modal>
  )
}

/** The changes of one file. One that the scenario does not have is shown as a whole. */
function FileChanges({ edited: { file, text } }: { readonly edited: EditedFile }) {
  const original = useSource(file)
  if (original === 'loading') return null
  return (
    <>
      <h3 className="mono">{file}</h3>
      <CodeDiff file={file} before={original ?? ''} after={text} />
    </>
  )
}
