import { bindings } from '../controls/key-map.ts'
import { openDialog } from '../store/selection.ts'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import './dialogs.css'

export function KeysDialog() {
  const t = useDeferredTexts('keys')
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <dl className="keys">
        {bindings.map(({ command, shown }) => (
          <div key={command}>
            <dt>
              <kbd>{shown}</kbd>
            </dt>
            <dd>{t(command)}</dd>
          </div>
        ))}
      </dl>
      <p className="note">{t('groups')}</p>
      <p className="note">{t('note')}</p>
    </Modal>
  )
}
