import type { ReactNode } from 'react'
import { maxCodeCharacters, QrCode } from '../dialogs/qr-code.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'

interface HandoutHeadProps {
  readonly title: string
  readonly about: string
  /** Null: there is none. */
  readonly link: string | null
  readonly children?: ReactNode
}

/** The title, and the way from the paper to the page. */
export function HandoutHead({ title, about, link, children }: HandoutHeadProps) {
  const t = useDeferredTexts('handout')
  // A longer link can be read neither by a phone nor typed by a person.
  const fits = link !== null && link.length <= maxCodeCharacters
  return (
    <header>
      <div>
        <h1>{title}</h1>
        <p>{about}</p>
        {children}
        {fits && <p className="mono">{link}</p>}
      </div>
      {fits && <QrCode text={link} label={t('code')} />}
    </header>
  )
}
