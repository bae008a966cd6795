import { useTranslations } from 'use-intl'
import { prefer } from '../store/preferences.ts'

/** The first thing the keyboard reaches: the cluster in words. */
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
