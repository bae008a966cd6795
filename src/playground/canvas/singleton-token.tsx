import { ViewportPortal } from '@xyflow/react'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useRun } from '../store/run-store.ts'
import type { Seat } from './seats.ts'
import './singleton-token.css'

/**
 * The one unmistakable token. It leaves, then moves, then enters; while the singleton is nowhere it stays, empty, where
 * it was last. If there are ever two, both pulse.
 */
export function SingletonTokens({ seats }: { readonly seats: ReadonlyMap<string, Seat> }) {
  const t = useTranslations('card')
  const hosts = useRun(({ view }) => view.singletons.map(one => one.participant).join(' '))
  const [last, setLast] = useState('')
  useEffect(() => {
    if (hosts !== '') setLast(hosts)
  }, [hosts])
  const nowhere = hosts === ''
  const at = (nowhere ? last : hosts).split(' ').filter(id => seats.has(id))
  return (
    <ViewportPortal>
      {at.map((id, index) => {
        const seat = seats.get(id)
        return (
          seat && (
            <div
              // One token, one element: it travels instead of being made anew elsewhere.
              key={index === 0 ? 'first' : id}
              className="singleton-token"
              data-nowhere={nowhere || undefined}
              data-two={at.length > 1 || undefined}
              style={{ translate: `${seat.x + 20}px ${seat.y - 13}px` }}
            >
              <span aria-hidden="true">◆</span> {nowhere ? t('singletonNowhere') : t('singleton')}
            </div>
          )
        )
      })}
    </ViewportPortal>
  )
}
