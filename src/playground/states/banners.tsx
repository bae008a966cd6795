import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { togglePlay, useEcho } from '../store/acts.ts'
import type { Notice } from '../store/opening.ts'
import { useRun } from '../store/run-store.ts'
import './banners.css'

interface BannersProps {
  readonly notices: readonly Notice[]
  readonly restored: boolean
  readonly onPlayed: () => void
}

/** What must be known before going on, over the canvas, one sentence each. */
export function Banners({ notices, restored, onPlayed }: BannersProps) {
  const t = useTranslations('banners')
  const broken = useRun(({ clock }) => clock.broken)
  const playing = useRun(({ clock }) => clock.playing)
  const { refused, count } = useEcho()
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const dismiss = (what: string) => setDismissed(before => [...before, what])
  return (
    <div className="banners">
      {broken !== null && (
        <p className="banner bad" role="alert">
          {t('broken', { sentence: broken })}
        </p>
      )}
      {restored && !playing && (
        <div className="banner" role="status">
          <span>{t('restored')}</span>
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onPlayed()
              void togglePlay()
            }}
          >
            {t('play')}
          </button>
        </div>
      )}
      {notices
        .filter(notice => !dismissed.includes(notice))
        .map(notice => (
          <div key={notice} className="banner" role="status">
            <span>{t(notice)}</span>
            <button type="button" className="button quiet" onClick={() => dismiss(notice)}>
              {t('dismiss')}
            </button>
          </div>
        ))}
      {refused !== null && !dismissed.includes(`refused-${count}`) && (
        <div className="banner bad">
          <span>{refused}</span>
          <button type="button" className="button quiet" onClick={() => dismiss(`refused-${count}`)}>
            {t('dismiss')}
          </button>
        </div>
      )}
    </div>
  )
}
