import { Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { togglePlay } from '../store/acts.ts'
import { useLastRefusal } from '../store/last-refusal.ts'
import { useBranching } from '../store/replays.ts'
import { useRun } from '../store/run-store.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { RestoringBanner } from './restoring-banner.tsx'
import { StorageBanner } from './storage-banner.tsx'
import { useNoticeSentence } from './use-notice-sentence.ts'
import './banners.css'

const PastBanner = deferredPart(() => import('./past-banner.tsx'))
const BranchBanner = deferredPart(() => import('./branch-banner.tsx'))

/** Notices over the canvas: a broken or restored run, how the run is stored, the last refused action. */
export function Banners() {
  const t = useTranslations('banners')
  const time = useTimeFormat()
  const sentence = useSentence()
  const session = useRun(({ session }) => session)
  const [played, setPlayed] = useState<object | null>(null)
  const broken = useRun(({ clock }) => clock.broken)
  const playing = useRun(({ clock }) => clock.playing)
  const past = useRun(({ cursor }) => cursor.past)
  const branching = useBranching(({ replay, grown }) => replay !== null || grown !== null)
  const { refused, count } = useLastRefusal()
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const { notices = [], restored } = session ?? {}
  const noticeSentence = useNoticeSentence()
  const dismiss = (notice: string) => setDismissed(before => [...before, notice])
  return (
    <>
      {past && (
        <Suspense>
          <PastBanner />
        </Suspense>
      )}
      <div className="banners">
        {branching && (
          <Suspense>
            <BranchBanner />
          </Suspense>
        )}
        <RestoringBanner />
        {broken !== null && (
          <p className="banner bad" role="alert">
            {t('broken', { sentence: sentence(broken) })}
          </p>
        )}
        {restored !== undefined && played !== session && !playing && (
          <div className="banner" role="status">
            <span>
              {t('restored', { time: time(restored.at) })} {restored.storesDiffer && t('storesDiffer')}
            </span>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setPlayed(session)
                void togglePlay()
              }}
            >
              {t('play')}
            </button>
          </div>
        )}
        <StorageBanner />
        {notices
          .filter(notice => !dismissed.includes(notice.code))
          .map(notice => (
            <div key={notice.code} className="banner" role="status">
              <span>{noticeSentence(notice)}</span>
              <button type="button" className="button quiet" onClick={() => dismiss(notice.code)}>
                {t('dismiss')}
              </button>
            </div>
          ))}
        {refused !== null && !dismissed.includes(`refused-${count}`) && (
          <div className="banner bad">
            <span>{sentence(refused)}</span>
            <button type="button" className="button quiet" onClick={() => dismiss(`refused-${count}`)}>
              {t('dismiss')}
            </button>
          </div>
        )}
      </div>
    </>
  )
}
