import { Maximize2, Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ActorView } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Modal } from '../../ui/modal.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'

// Loaded when a source is opened, because the parser and the highlighter are large.
const SourceCode = lazy(() => import('./source-code.tsx'))
const BehaviorEditor = lazy(() => import('../../editing/behavior-editor.tsx'))

interface SourceSectionProps {
  /** Path relative to `src/scenarios`. */
  readonly file: string
  readonly lastHandled: ActorView['lastHandled']
}

/** The behavior's source code with the handler that ran last. */
export function SourceSection({ file, lastHandled }: SourceSectionProps) {
  const t = useDeferredTexts('source')
  const log = useRun(({ log }) => log)
  const isSignal = lastHandled !== null && log.byId(lastHandled.event)?.type === 'SignalDelivered'
  const [large, setLarge] = useState(false)
  const [editing, setEditing] = useState(false)
  const code = (
    <Suspense fallback={<p className="note">{t('loading')}</p>}>
      <SourceCode
        key={file}
        file={file}
        label={lastHandled?.label ?? null}
        kind={isSignal ? 'signal' : 'message'}
      />
    </Suspense>
  )
  return (
    <Disclosure name="source" title={t('title')} note={<span className="mono">{file}</span>}>
      <div className="source-tools">
        <button type="button" className="button quiet" onClick={() => setEditing(true)}>
          <Pencil size={13} aria-hidden="true" />
          {t('edit')}
        </button>
        <button type="button" className="button quiet" onClick={() => setLarge(true)}>
          <Maximize2 size={13} aria-hidden="true" />
          {t('enlarge')}
        </button>
      </div>
      <div className="source-room">{code}</div>
      {editing && (
        <Suspense>
          <BehaviorEditor file={file} onClose={() => setEditing(false)} />
        </Suspense>
      )}
      {large && (
        <Modal title={t('code', { file })} wide onClose={() => setLarge(false)}>
          <div className="source-room" data-large>
            {code}
          </div>
        </Modal>
      )}
    </Disclosure>
  )
}
