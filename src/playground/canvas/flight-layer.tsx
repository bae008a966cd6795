import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { eventId, protocolOf } from '../../trace/index.ts'
import { usePreferences } from '../store/preferences.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'
import { useFocus } from '../store/selection.ts'
import { type DrawnMessage, drawFlights, type Loss, lossMs, segmentOf } from './draw-flights.ts'
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
import { FlightBook } from './flight-book.ts'
import { readPalette } from './palette.ts'
import { PlayoutClock } from './playout-clock.ts'
import { Pulses } from './pulses.ts'
import { actorPlacement, type Placements } from './stage/actor-placement.ts'
import { MessageChains } from './stage/message-chains.ts'
import { actorKey } from './stage/stage.ts'
import { timings, timingsAtRate } from './stage/timings.ts'
import { useStage } from './stage/use-stage.ts'

/** Lag, in ms of the page's clock, above which the shown time jumps to the frontier. */
const leapMs = 1000
/** Shortest time between two drawings with reduced motion, where marks appear and fade but do not move. */
const stillFrameMs = 125
/** Longest flight, in virtual ms: messages sent earlier have arrived. */
const maxFlightMs = 10_000

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
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    const book = new FlightBook()
    const clock = new PlayoutClock()
    const motionQuery = matchMedia('(prefers-reduced-motion: reduce)')
    const pulses = new Pulses<LocalMessage>(
      pulseMs,
      60,
      ({ node, from, to, label }) => `${node} ${from} ${to} ${label}`,
    )
    const falls = new Pulses<DeadLetter>(deadLetterMs, 30, ({ node, to }) => `${node} ${to}`)
    const chains = new MessageChains()
    let lastWallMs: number | null = null
    let drawnAtMs = Number.NEGATIVE_INFINITY
    let losses: Loss[] = []
    let palette = readPalette()
    let request: number | null = null

    const draw = (wallMs: number) => {
      request = null
      if (motionQuery.matches && wallMs - drawnAtMs < stillFrameMs) return start()
      drawnAtMs = wallMs
      const run = useRun.getState()
      const rate = run.clock.playing ? Math.max(run.clock.achieved, Math.min(run.clock.speed, 1000) * 0.2) : 0
      if (run.clock.now - clock.shownAt > Math.max(leapMs, rate * leapMs)) clock.jumpTo(run.clock.now)
      let moving = clock.frame(wallMs, run.clock.now, rate, run.clock.playing)
      for (const flight of book.removeArrived(clock.shownAt)) {
        const segment = segmentOf(flight, latestPlacements.current)
        if (segment !== null && losses.length < 50) losses.push({ ...segment.to, sinceMs: wallMs })
      }
      losses = losses.filter(loss => wallMs - loss.sinceMs < lossMs)
      const elapsed = lastWallMs === null ? 0 : Math.min(100, wallMs - lastWallMs)
      const { deferred } = useStage.getState().scene
      const pulsing = pulses.frame(clock.shownAt, elapsed, run.clock.playing)
      // A dead letter waits until the stage has shown that its receiver stopped.
      const falling = falls.frame(clock.shownAt, elapsed, run.clock.playing, ({ node, to }) =>
        deferred.has(actorKey(node, to)),
      )
      const backoffs = backoffsOf(latestPlacements.current)
      moving = (moving && (book.size > 0 || backoffs.length > 0)) || losses.length > 0 || pulsing || falling
      lastWallMs = moving ? wallMs : null

      const ratio = devicePixelRatio || 1
      const { clientWidth: width, clientHeight: height } = element
      if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
        element.width = Math.round(width * ratio)
        element.height = Math.round(height * ratio)
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
      pen.clearRect(0, 0, width, height)
      const [x, y, zoom] = flow.getState().transform
      const { hidden } = usePreferences.getState()
      const { selected } = useFocus.getState()
      const tools: DrawingTools = {
        pen,
        view: { x, y, zoom },
        palette,
        placements: latestPlacements.current,
        reducedMotion: motionQuery.matches,
      }
      for (const { box, since, until } of backoffs) {
        drawBackoff(
          box,
          Math.min(1, Math.max(0, (until - clock.shownAt) / Math.max(1, until - since))),
          tools,
        )
      }
      const flying = drawFlights(
        pen,
        {
          flights: [...book.all()].filter(flight => !hidden.includes(flight.protocol)),
          placements: latestPlacements.current,
          shownAt: clock.shownAt,
          paused: !run.clock.playing,
          reducedMotion: motionQuery.matches,
          selected: selected?.type === 'event' ? selected.id : null,
          losses,
          wallMs,
        },
        tools.view,
        palette,
      )
      const local = drawPulses(
        pulses.visible.filter(({ value }) => !hidden.includes(value.protocol)),
        tools,
      )
      drawDeadLetters(falls.visible, tools)
      drawn.current = [...flying, ...local]
      if (moving) start()
    }
    const start = () => {
      if (request === null && !document.hidden) request = requestAnimationFrame(draw)
    }
    const restyle = () => {
      palette = readPalette()
      start()
    }
    wake.current = start

    const styles = new MutationObserver(restyle)
    styles.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-projector'] })
    const sizes = new ResizeObserver(start)
    sizes.observe(element)
    const unsubscribers = [
      subscribeProjection('flights', {
        begin: (log, from) => {
          const { now } = useRun.getState().clock
          book.clear()
          losses = []
          chains.clear()
          pulses.clear()
          falls.clear()
          clock.jumpTo(now)
          book.add(log.slice(log.countUntil(now - maxFlightMs), from), now)
        },
        add: events => {
          const run = useRun.getState()
          book.add(events, clock.shownAt)
          const stepping = !run.clock.playing
          const { hop } = stepping ? timings : timingsAtRate(run.clock.achieved)
          for (const event of events) {
            chains.record(event)
            if (event.type === 'MessageSent' && event.toNode === undefined) {
              const { node, from, label } = event
              if (latestPlacements.current.get(node)?.tree === undefined) continue
              const to = chains.askerOf(node, event.to)
              if (to.startsWith('/temp/')) continue
              const message = { id: eventId(event), node, from, to, label, protocol: protocolOf(event) }
              const before = chains.hops(node, to, event.at) - 1
              pulses.add(message, event.at, stepping, before * hop)
            } else if (event.type === 'DeadLetter') {
              falls.add({ node: event.node, to: event.to, label: event.label }, event.at, stepping)
            }
          }
          start()
        },
      }),
      useRun.subscribe(start),
      useFocus.subscribe(start),
      useStage.subscribe(start),
      usePreferences.subscribe(start),
      flow.subscribe(start),
    ]
    document.addEventListener('visibilitychange', start)
    motionQuery.addEventListener('change', start)
    start()
    return () => {
      if (request !== null) cancelAnimationFrame(request)
      styles.disconnect()
      sizes.disconnect()
      document.removeEventListener('visibilitychange', start)
      motionQuery.removeEventListener('change', start)
      for (const unsubscribe of unsubscribers) unsubscribe()
    }
  }, [flow, drawn])

  return <canvas ref={canvas} className="flight-layer" />
}

/** Visible actors in a backoff delay that the stage has already shown. */
function backoffsOf(placements: Placements) {
  const { participants } = useRun.getState().view
  const { deferred } = useStage.getState().scene
  const backoffs = []
  for (const [id, placement] of placements) {
    if (placement.tree === undefined) continue
    for (const path of placement.tree.layout.boxes.keys()) {
      const actor = participants[id]?.actors[path]
      if (actor === undefined || actor.backingOffUntil === null || actor.stoppedAt !== null) continue
      const box = actorPlacement(placement, path)?.box
      if (box === undefined || deferred.has(actorKey(id, path))) continue
      const until = actor.backingOffUntil
      backoffs.push({ box, since: actor.backingOffSince ?? until - 1, until })
    }
  }
  return backoffs
}
