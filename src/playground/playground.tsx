import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { Page } from './page.tsx'
import type { OpenRequest, OpenRun } from './store/opening.ts'
import { usePreferences } from './store/preferences.ts'
import { en } from './texts/en.ts'
import { ja } from './texts/ja.ts'
import { useTheme } from './theme/use-theme.ts'
import './theme/tokens.css'
import './theme/base.css'
import './ui/button.css'

interface PlaygroundProps {
  readonly openRun: OpenRun
  readonly first: OpenRequest
}

function Playground({ openRun, first }: PlaygroundProps) {
  const locale = usePreferences(({ locale }) => locale)
  useTheme()
  return (
    // The texts of each language have the same keys, which is all that the type is needed for.
    <IntlProvider locale={locale} messages={locale === 'ja' ? (ja as typeof en) : en} timeZone="UTC">
      <Page openRun={openRun} first={first} />
    </IntlProvider>
  )
}

/** Puts the playground into the page. */
export function mountPlayground(root: HTMLElement, openRun: OpenRun, first: OpenRequest): void {
  createRoot(root).render(
    <StrictMode>
      <Playground openRun={openRun} first={first} />
    </StrictMode>,
  )
}
