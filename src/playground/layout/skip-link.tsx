import { useTranslations } from 'use-intl'
import { prefer } from '../store/preferences.ts'

/** The first element in the tab order: it leads to the cluster as text. */
export function SkipLink({ narrow }: { readonly narrow: boolean }) {
  const t = useTranslations('page')
  const skip = () => {
    prefer({ bottomOpen: true, bottomTab: 'text' })
    const panel = narrow ? 'panels-text' : 'bottom-text'
    requestAnimationFrame(() => document.getElementById(panel)?.focus())
  }
  return (
    <button type="button" className="skip-link" onClick={skip}>
      {t('skip')}
    </button>
  )
}
