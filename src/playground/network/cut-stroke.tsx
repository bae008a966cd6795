import { useReactFlow, useStore } from '@xyflow/react'
import { type PointerEvent, useEffect, useState } from 'react'
import { useLocale } from 'use-intl'
import { describeAction } from '../../narration/index.ts'
import type { Placement } from '../canvas/card-placements.ts'
import type { Point } from '../canvas/flight-path.ts'
import { routeBetween } from '../canvas/link-routes.ts'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { Choices } from '../ui/choices.tsx'
import { useNames } from '../ui/use-names.ts'
import { crossingsOf, effectOf, type Stroke } from './stroke.ts'
import { strokeWords } from './stroke-words.ts'
import './cut-marks.css'

interface CutStrokeProps {
  readonly placements: ReadonlyMap<string, Placement>
  readonly links: readonly { readonly from: string; readonly to: string }[]
  readonly onEnd: () => void
}

/**
 * Draws a stroke over the canvas: the links that it crosses are cut or, when all of them are cut already, healed; one way
 * only if this is chosen or the Shift key is held. By keyboard, links are cut in the inspector and in the dialog of links.
 */
export default function CutStroke({ placements, links, onEnd }: CutStrokeProps) {
  const locale = useLocale()
  const words = strokeWords[locale]
  const { screenToFlowPosition } = useReactFlow()
  const [left, top, zoom] = useStore(({ transform }) => transform)
  const names = useNames()
  const view = useRun(state => state.view)
  /** In the canvas's own coordinates, so that the preview and the act cross the same links. */
  const [stroke, setStroke] = useState<Stroke>([])
  const [drawing, setDrawing] = useState(false)
  const [chosen, setChosen] = useState<'both' | 'oneWay'>('both')
  const shift = useShiftKey()
  const oneWay = chosen === 'oneWay' || shift

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEnd()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onEnd])

  const effectWhen = (oneWayOnly: boolean) =>
    effectOf(crossingsOf(stroke, linksWithRoutes(links, placements)), oneWayOnly, view)
  const pointOf = ({ clientX: x, clientY: y }: PointerEvent): Point => screenToFlowPosition({ x, y })
  const end = () => {
    setDrawing(false)
    setStroke([])
  }
  const finish = (event: PointerEvent<SVGSVGElement>) => {
    if (!drawing) return
    const done = effectWhen(chosen === 'oneWay' || event.shiftKey)
    end()
    if (done !== null) void act(done.action)
  }
  const onScreen = ({ x, y }: Point): Point => ({ x: x * zoom + left, y: y * zoom + top })
  const effect = effectWhen(oneWay)
  return (
    <>
      {/* Pointer only: by keyboard, links are cut in the dialog of links. */}
      <svg
        className="cut-stroke"
        role="img"
        aria-label={words.help}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrawing(true)
          setStroke([pointOf(event)])
        }}
        onPointerMove={event => {
          if (!drawing) return
          const point = pointOf(event)
          setStroke(before => [...before, point])
        }}
        onPointerUp={finish}
        onPointerCancel={end}
      >
        <polyline
          points={stroke
            .map(onScreen)
            .map(({ x, y }) => `${x},${y}`)
            .join(' ')}
        />
        {effect?.crossings.map(({ from, to, at, angle }) => {
          const { x, y } = onScreen(at)
          return (
            <g
              key={`${from} ${to}`}
              className="cut-arrow"
              data-effect={effect.action.type}
              transform={`translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`}
            >
              <path d={oneWay ? oneWayArrow : bothWaysArrow} />
            </g>
          )
        })}
      </svg>
      <div className="cut-help">
        <Choices
          label={words.directions}
          options={[
            { id: 'both', label: words.both },
            { id: 'oneWay', label: words.oneWay },
          ]}
          chosen={oneWay ? 'oneWay' : 'both'}
          onChoose={setChosen}
        />
        <p role="status">
          {effect === null
            ? words[oneWay ? 'oneWayHelp' : 'help']
            : describeAction(effect.action, names(view))[locale]}
        </p>
      </div>
    </>
  )
}

/** Arrows along the x-axis, around the crossing, in px. */
const oneWayArrow = 'M -30 0 H 16 M 16 -10 L 34 0 L 16 10 Z'
const bothWaysArrow = 'M -16 0 H 16 M 16 -10 L 34 0 L 16 10 Z M -16 -10 L -34 0 L -16 10 Z'

/** True while the Shift key is held. */
function useShiftKey(): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const update = (event: KeyboardEvent) => setHeld(event.shiftKey)
    addEventListener('keydown', update, { signal })
    addEventListener('keyup', update, { signal })
    // The release of a key is unseen while another window has the focus.
    addEventListener('blur', () => setHeld(false), { signal })
    return () => listening.abort()
  }, [])
  return held
}

function linksWithRoutes(links: CutStrokeProps['links'], placements: CutStrokeProps['placements']) {
  return links.flatMap(({ from, to }) => {
    const route = routeBetween(placements, from, to)
    return route === null ? [] : [{ from, to, route }]
  })
}
