import { scriptLine } from '../../narration/index.ts'
import type { Action } from '../../trace/index.ts'
import { useCopy } from '../ui/use-copy.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

/** An action as a line of script, which can be copied. */
export function ScriptLine({ action }: { readonly action: Action }) {
  const t = useDeferredTexts('inspector')
  const { copied, copy } = useCopy<'line'>()
  const line = scriptLine(action)
  return (
    <section>
      <h3>{t('script')}</h3>
      <pre className="data">{line}</pre>
      <button type="button" className="button" onClick={() => void copy('line', line)}>
        {t('copyScript')}
      </button>
      <p className="note" role="status">
        {copied === null ? '' : t(`scriptCopied.${copied}`)}
      </p>
    </section>
  )
}
