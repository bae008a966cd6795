import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { CanvasPainter } from '../../browser/index.ts'
import { eventId, linkKey } from '../../trace/index.ts'
import { useFollowing } from '../follow/following.ts'
import { keepDrawing } from '../picture/drawings.ts'
import type { Pen } from '../picture/pen.ts'
import type { FrameListener } from '../store/frame-loop.ts'
import { usePreferences } from '../store/preferences.ts'
import { frames, subscribeProjection, useRun } from '../store/run-store.ts'
import { useFocus } from '../store/selection.ts'
import { reducedMotion } from '../ui/reduced-motion.ts'
import {
  cutShareOf,
  type DrawnMessage,
  drawFlights,
  type FlightScene,
  type FollowedMessages,
  type Loss,
  lossMs,
  routeOf,
} from './draw-flights.ts'
import {
  type DeadLetter,
  type DrawingTools,
  deadLetterMs,
  drawBackoff,
  drawDeadLetters,
  drawPulses,
  type LocalMessage,
  pulseMs,
} from './draw-pulses.ts'
import { FlightBook, maxFlightMs } from './flight-book.ts'
import { pointOnCurve } from './flight-path.ts'
import { readPalette } from './palette.ts'
import { Pulses } from './pulses.ts'
import { actorPlacement, type Placements } from './stage/actor-placement.ts'
import { handlerOf, MessageChains } from './stage/message-chains.ts'
import { timingsAtRate } from './stage/timings.ts'
import { useStage } from './stage/use-stage.ts'

interface FlightLayerProps {
  readonly placements: Placements
  /** Set at each frame to the drawn messages, for the pointer. */
  readonly drawn: RefObject<readonly DrawnMessage[]>
}

/**
 * All messages in flight, on one canvas over the cards. Draws only while something moves: not in a hidden page, and not
 * while the run is paused or idle.
 */
export function FlightLayer({ placements, drawn }: FlightLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const latestPlacements = useRef(placements)
  const wake = useRef(() => {})
  const flow = useStoreApi()

  useEffect(() => {
    latestPlacements.current = placements
    wake.current()
  }, [placements])

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const start = () => frames.request()
    const painter = new CanvasPainter(element, start)
    const { pen } = painter
    const book = new FlightBook()
    const motionQuery = reducedMotion()
    const pulses = new Pulses<LocalMessage>(
      pulseMs,
      60,
      ({ node, from, to, label }) => `${node} ${from} ${to} ${label}`,
    )
    const falls = new Pulses<DeadLetter>(deadLetterMs, 30, ({ node, to }) => `${node} ${to}`)
    const chains = new MessageChains()
    let losses: Loss[] = []
    let palette = readPalette()

    const draw: FrameListener = ({ wallMs, elapsedMs }) => {
      if (document.hidden) return false
      const { cursor } = useRun.getState()
      // They age while the cursor moves, so a pause holds them.
      if (cursor.moving) {
        pulses.frame(elapsedMs)
        falls.frame(elapsedMs)
      }
      const shownAt = cursor.at
      const cut = cutDirections()
      for (const flight of book.removeArrived(shownAt)) {
        const route = routeOf(flight, latestPlacements.current)
        if (route === null || losses.length >= 50) continue
        const end = cut.has(linkKey(flight.from, flight.to))
          ? pointOnCurve(route, cutShareOf(flight))
          : route.to
        losses.push({ ...end, sinceMs: wallMs })
      }
      losses = losses.filter(loss => wallMs - loss.sinceMs < lossMs)
      const backoffs = backoffsOf(latestPlacements.current)

      pen.clearRect(0, 0, painter.size.width, painter.size.height)
      const [x, y, zoom] = flow.getState().transform
      const { hidden } = usePreferences.getState()
      const { selected } = useFocus.getState()
      const followed = followedMessages()
      const view = { x, y, zoom }
      const scene: FlightScene = {
        flights: [...book.all()].filter(flight => !hidden.includes(flight.protocol)),
        placements: latestPlacements.current,
        shownAt,
        paused: !cursor.playing,
        reducedMotion: motionQuery.matches,
        selected: selected?.type === 'event' ? selected.id : null,
        followed,
        losses,
        cut,
        wallMs,
      }
      const local = pulses.visible.filter(({ value }) => !hidden.includes(value.protocol))
      const falling = falls.visible
      const colours = palette
      const drawWith = (by: Pen): readonly DrawnMessage[] => {
        const tools: DrawingTools = {
          pen: by,
          view,
          palette: colours,
          placements: scene.placements,
          reducedMotion: scene.reducedMotion,
          followed,
        }
        for (const { box, since, until } of backoffs) {
          drawBackoff(box, Math.min(1, Math.max(0, (until - shownAt) / Math.max(1, until - since))), tools)
        }
        const flying = drawFlights(by, scene, view, colours)
        const pulsing = drawPulses(local, tools)
        drawDeadLetters(falling, tools)
        return [...flying, ...pulsing]
      }
      drawn.current = drawWith(pen)
      painter.show()
      keepDrawing(element, drawWith)
      return losses.length > 0
    }
    const restyle = () => {
      palette = readPalette()
      start()
    }
    wake.current = start

    const styles = new MutationObserver(restyle)
    styles.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-projector'] })
    const unsubscribers = [
      subscribeProjection('flights', {
        begin: (log, from) => {
          const { at } = useRun.getState().cursor
          losses = []
          chains.clear()
          pulses.clear()
          falls.clear()
          const recent = log.slice(log.countUntil(at - maxFlightMs), from)
          for (const event of recent) chains.record(event)
          book.restore(recent, at, useRun.getState().view.flights)
        },
        add: events => {
          const { cursor, clock } = useRun.getState()
          book.add(events, cursor.at)
          const { hop } = timingsAtRate(cursor.playing ? clock.speed : 1)
          for (const event of events) {
            chains.record(event)
            if (event.type === 'MessageSent' && event.toNode === undefined) {
              const { node, from, label, protocol, reply = false } = event
              const to = handlerOf(event)
              if (to === null || latestPlacements.current.get(node)?.tree === undefined) continue
              const message = { id: eventId(event), node, from, to, label, protocol, reply }
              pulses.add(message, (chains.hops(node, to, event.at) - 1) * hop)
            } else if (event.type === 'DeadLetter') {
              falls.add({ node: event.node, to: event.to, label: event.label })
            }
          }
        },
      }),
      frames.subscribe(draw),
      useFocus.subscribe(start),
      useStage.subscribe(start),
      useFollowing.subscribe(start),
      usePreferences.subscribe(start),
      flow.subscribe(start),
    ]
    document.addEventListener('visibilitychange', start)
    motionQuery.addEventListener('change', start)
    start()
    return () => {
      styles.disconnect()
      painter.end()
      document.removeEventListener('visibilitychange', start)
      motionQuery.removeEventListener('change', start)
      for (const unsubscribe of unsubscribers) unsubscribe()
    }
  }, [flow, drawn])

  return <canvas ref={canvas} className="flight-layer" />
}

/** The cut directions of links at the cursor, as `from>to`. */
const cutDirections = (): ReadonlySet<string> => {
  const { links } = useRun.getState().view
  return new Set(Object.keys(links).filter(link => links[link]?.cut))
}

function followedMessages(): FollowedMessages | null {
  const { name, over, events } = useFollowing.getState()
  return name === null || over ? null : { name: name[usePreferences.getState().locale], events }
}

/** Visible actors in a backoff delay that the stage has already shown. */
function backoffsOf(placements: Placements) {
  const { participants } = useRun.getState().view
  const backoffs = []
  for (const [id, placement] of placements) {
    if (placement.tree === undefined) continue
    for (const path of placement.tree.layout.boxes.keys()) {
      const actor = participants[id]?.actors[path]
      if (actor === undefined || actor.backingOffUntil === null || actor.stoppedAt !== null) continue
      const box = actorPlacement(placement, path)?.box
      if (box === undefined) continue
      const until = actor.backingOffUntil
      backoffs.push({ box, since: actor.backingOffSince ?? until - 1, until })
    }
  }
  return backoffs
}
