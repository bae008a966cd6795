import { useReactFlow } from '@xyflow/react'
import { type PointerEvent, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Placement } from '../canvas/card-placements.ts'
import type { Point } from '../canvas/flight-path.ts'
import { routeBetween } from '../canvas/link-routes.ts'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { cutDirectionsOf, linkStateOf } from './link-state.ts'
import { crossedBy } from './stroke.ts'
import './cut-marks.css'

interface CutStrokeProps {
  readonly placements: ReadonlyMap<string, Placement>
  readonly links: readonly { readonly from: string; readonly to: string }[]
  readonly onEnd: () => void
}

/**
 * Draws a stroke over the canvas: the links that it crosses are cut or, when all of them are cut already, healed. By keyboard
 * the dialog of links does the same.
 */
export default function CutStroke({ placements, links, onEnd }: CutStrokeProps) {
  const t = useTranslations('network')
  const { screenToFlowPosition } = useReactFlow()
  const [points, setPoints] = useState<readonly Point[]>([])
  const [drawing, setDrawing] = useState(false)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEnd()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onEnd])

  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const finish = (event: PointerEvent<SVGSVGElement>) => {
    setDrawing(false)
    const box = event.currentTarget.getBoundingClientRect()
    const stroke = points.map(({ x, y }) => screenToFlowPosition({ x: x + box.left, y: y + box.top }))
    setPoints([])
    const crossed = crossedBy(stroke, linksWithRoutes(links, placements))
    const { view } = useRun.getState()
    const [first] = crossed
    if (first === undefined) return
    const uncut = crossed.filter(({ from, to }) => cutDirectionsOf(linkStateOf(view, from, to)) !== 'both')
    const wanted = (uncut.length === 0 ? crossed : uncut).map(({ from, to }) => ({ from, to }))
    void act({ type: uncut.length === 0 ? 'Heal' : 'Cut', links: wanted })
  }
  return (
    <>
      {/* Pointer only: by keyboard, links are cut in the dialog of links. */}
      <svg
        className="cut-stroke"
        role="img"
        aria-label={t('strokeHelp')}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrawing(true)
          setPoints([pointOf(event)])
        }}
        onPointerMove={event => {
          if (!drawing) return
          const point = pointOf(event)
          setPoints(before => [...before, point])
        }}
        onPointerUp={finish}
        onPointerCancel={() => {
          setDrawing(false)
          setPoints([])
        }}
      >
        <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      </svg>
      <p className="cut-help" role="status">
        {t('strokeHelp')}
      </p>
    </>
  )
}

function linksWithRoutes(links: CutStrokeProps['links'], placements: CutStrokeProps['placements']) {
  return links.flatMap(({ from, to }) => {
    const route = routeBetween(placements, from, to)
    return route === null ? [] : [{ from, to, route }]
  })
}
