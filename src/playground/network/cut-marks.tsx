import { useStore, ViewportPortal } from '@xyflow/react'
import { ArrowRightToLine, Clock, Scissors } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Placement } from '../canvas/card-placements.ts'
import { leastZoom } from '../canvas/card-sizes.ts'
import { cutShareOf } from '../canvas/draw-flights.ts'
import { pointOnCurve } from '../canvas/flight-path.ts'
import { routeBetween } from '../canvas/link-routes.ts'
import { usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { changedLinksOf, cutDirectionsOf } from './link-state.ts'
import './cut-marks.css'

/** From so many marks on they are small, because larger ones would cover each other and the cards. */
const many = 9

/** A mark on each link that is cut, slow or lossy. A click shows the link. */
export function CutMarks({ placements }: { readonly placements: ReadonlyMap<string, Placement> }) {
  const t = useTranslations('network')
  const links = useRun(({ view }) => view.links)
  const view = useRun.getState().view
  const presenting = usePreferences(({ projector }) => projector)
  const scale = useStore(({ transform: [, , zoom] }) => Math.max(1, leastZoom(presenting) / zoom).toFixed(2))
  if (Object.keys(links).length === 0) return null
  const changed = changedLinksOf(view)
  const small = changed.length >= many
  const iconPx = small ? 11 : 15
  return (
    <ViewportPortal>
      {changed.map(state => {
        const route = routeBetween(placements, state.from, state.to)
        if (route === null) return null
        const { x, y } = pointOnCurve(route, cutShareOf(state))
        const cut = cutDirectionsOf(state)
        const angle = Math.atan2(route.to.y - route.from.y, route.to.x - route.from.x)
        const name =
          cut === 'none'
            ? t('changedMark', { from: state.from, to: state.to })
            : t(`cutState.${cut}`, { from: state.from, to: state.to })
        return (
          <button
            key={`${state.from} ${state.to}`}
            type="button"
            className="cut-mark nodrag nopan"
            data-cut={cut}
            data-small={small || undefined}
            aria-label={name}
            title={name}
            style={{ translate: `calc(${x}px - 50%) calc(${y}px - 50%)`, scale }}
            onClick={() => select({ type: 'link', from: state.from, to: state.to })}
          >
            {cut === 'none' ? (
              <Clock size={iconPx} aria-hidden="true" />
            ) : (
              <Scissors size={iconPx} aria-hidden="true" />
            )}
            {(cut === 'there' || cut === 'back') && (
              <ArrowRightToLine
                size={iconPx + 4}
                strokeWidth={2.6}
                aria-hidden="true"
                style={{ rotate: `${cut === 'there' ? angle : angle + Math.PI}rad` }}
              />
            )}
          </button>
        )
      })}
    </ViewportPortal>
  )
}
