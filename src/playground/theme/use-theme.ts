import { useEffect } from 'react'
import { usePreferences } from '../store/preferences.ts'

/**
 * Sets theme, projector mode and language on the document element, for the style sheets and screen readers.
 *
 * @param onPaper the page is printed, on white
 */
export function useTheme(onPaper: boolean): void {
  const preferred = usePreferences(({ theme }) => theme)
  const theme = onPaper ? 'light' : preferred
  const projector = usePreferences(({ projector }) => projector)
  const locale = usePreferences(({ locale }) => locale)
  useEffect(() => {
    const root = document.documentElement
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      root.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }, [theme])
  useEffect(() => {
    document.documentElement.toggleAttribute('data-projector', projector)
  }, [projector])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
}
