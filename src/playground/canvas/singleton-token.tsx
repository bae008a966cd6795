import { useStore, ViewportPortal } from '@xyflow/react'
import { useTranslations } from 'use-intl'
import { usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { WhyButton } from '../why/why-button.tsx'
import type { Placement } from './card-placements.ts'
import { leastZoom } from './card-sizes.ts'
import './singleton-token.css'

/**
 * Marks the node that hosts the singleton. While no node hosts it, the mark stays, empty, at the last host. With two hosts
 * both marks pulse, because that breaks the rule of one singleton.
 */
export function SingletonTokens({ placements }: { readonly placements: ReadonlyMap<string, Placement> }) {
  const t = useTranslations('card')
  const why = useTranslations('why')
  const hosts = useRun(({ view }) => view.singletons.map(singleton => singleton.participant).join(' '))
  const last = useRun(({ view }) => view.lastSingletonHost)
  const presenting = usePreferences(({ projector }) => projector)
  const scale = useStore(({ transform: [, , zoom] }) => Math.max(1, leastZoom(presenting) / zoom).toFixed(2))
  const nowhere = hosts === ''
  const at = (nowhere ? [last ?? ''] : hosts.split(' ')).filter(id => placements.has(id))
  return (
    <ViewportPortal>
      {at.map((id, index) => {
        const placement = placements.get(id)
        return (
          placement && (
            <div
              // The first mark keeps its key, so that it moves to the new host instead of being created there.
              key={index === 0 ? 'first' : id}
              className="singleton-token"
              data-nowhere={nowhere || undefined}
              data-two={at.length > 1 || undefined}
              style={{
                translate: `${acrossOf(placement, placements)} calc(${placement.y + 5}px - 100%)`,
                scale,
              }}
            >
              <span aria-hidden="true">◆</span> {nowhere ? t('singletonNowhere') : t('singleton')}{' '}
              <WhyButton
                fact={{ type: 'singleton' }}
                about={nowhere ? why('noSingleton') : why('singleton')}
              />
            </div>
          )
        )
      })}
    </ViewportPortal>
  )
}

/** Width, in px of the picture, from which a card is wider than the mark. */
const wideCard = 210

/** The mark is centred over its card; over a narrow one it begins or ends with the card, so that the picture holds it. */
function acrossOf({ x, width }: Placement, placements: ReadonlyMap<string, Placement>): string {
  if (width >= wideCard) return `calc(${x + width / 2}px - 50%)`
  const leftmost = Math.min(...[...placements.values()].map(placement => placement.x))
  return x === leftmost ? `${x}px` : `calc(${x + width}px - 100%)`
}
