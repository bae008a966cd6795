import { useStoreApi } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import { eventId, protocolOf } from '../../trace/index.ts'
import { usePreferences } from '../store/preferences.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'
import { useFocus } from '../store/selection.ts'
import { type Drawn, drawFlights, type Loss, lossMs, wayOf } from './draw-flights.ts'
import {
  type Brushes,
  type DeadLetter,
  drawFalls,
  drawPulses,
  drawWait,
  fallMs,
  type LocalMessage,
  pulseMs,
} from './draw-pulses.ts'
import { FlightBook } from './flight-book.ts'
import { readPalette } from './palette.ts'
import { PlayoutClock } from './playout-clock.ts'
import { Pulses } from './pulses.ts'
import { actorPlace, type Seats } from './stage/on-canvas.ts'
import { Relay } from './stage/relay.ts'
import { actorKey } from './stage/stage.ts'
import { timings, timingsAtRate } from './stage/timings.ts'
import { useStage } from './stage/use-stage.ts'

/** How far behind, in ms of the page's clock, before it leaps instead of hurrying. */
const leapMs = 1000
/** What left earlier than this has arrived: nobody needs to look further back. */
const longestFlightMs = 10_000

interface FlightLayerProps {
  readonly seats: Seats
  /** Filled with what is drawn where, for the pointer. */
  readonly drawn: RefObject<readonly Drawn[]>
}

/**
 * All messages in flight on one canvas over the cards. Draws only while something can move: not while paused and
 * settled, hidden, or idle.
 */
export function FlightLayer({ seats, drawn }: FlightLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const places = useRef(seats)
  const wake = useRef(() => {})
  const flow = useStoreApi()

  useEffect(() => {
    places.current = seats
    wake.current()
  }, [seats])

  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    const book = new FlightBook()
    const clock = new PlayoutClock()
    const stillness = matchMedia('(prefers-reduced-motion: reduce)')
    const pulses = new Pulses<LocalMessage>(
      pulseMs,
      60,
      one => `${one.node} ${one.from} ${one.to} ${one.label}`,
    )
    const falls = new Pulses<DeadLetter>(fallMs, 30, one => `${one.node} ${one.to}`)
    const relay = new Relay()
    let lastWall: number | null = null
    let losses: Loss[] = []
    let palette = readPalette()
    let request: number | null = null

    const draw = (wall: number) => {
      request = null
      const run = useRun.getState()
      const rate = run.clock.playing ? Math.max(run.clock.achieved, Math.min(run.clock.speed, 1000) * 0.2) : 0
      if (run.clock.now - clock.shown > Math.max(leapMs, rate * leapMs)) clock.jump(run.clock.now)
      let moving = clock.frame(wall, run.clock.now, rate, run.clock.playing)
      for (const flight of book.land(clock.shown)) {
        const way = wayOf(flight, places.current)
        if (way !== null && losses.length < 50) losses.push({ ...way.to, since: wall })
      }
      losses = losses.filter(loss => wall - loss.since < lossMs)
      const elapsed = lastWall === null ? 0 : Math.min(100, wall - lastWall)
      const { deferred: veiled } = useStage.getState().scene
      const pulsing = pulses.frame(clock.shown, elapsed, run.clock.playing)
      // Who is not yet seen to have ended has no dead letters yet.
      const falling = falls.frame(clock.shown, elapsed, run.clock.playing, ({ node, to }) =>
        veiled.has(actorKey(node, to)),
      )
      const waits = waitsOf(places.current)
      moving = (moving && (book.size > 0 || waits.length > 0)) || losses.length > 0 || pulsing || falling
      lastWall = moving ? wall : null

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
      const brushes: Brushes = {
        pen,
        view: { x, y, zoom },
        palette,
        seats: places.current,
        still: stillness.matches,
      }
      for (const { box, since, until } of waits) {
        drawWait(box, Math.min(1, Math.max(0, (until - clock.shown) / Math.max(1, until - since))), brushes)
      }
      const flying = drawFlights(
        pen,
        {
          flights: [...book.all()].filter(flight => !hidden.includes(flight.protocol)),
          seats: places.current,
          shown: clock.shown,
          paused: !run.clock.playing,
          still: stillness.matches,
          picked: selected?.type === 'event' ? selected.id : null,
          losses,
          wall,
        },
        brushes.view,
        palette,
      )
      const local = drawPulses(
        pulses.seen.filter(({ what }) => !hidden.includes(what.protocol)),
        brushes,
      )
      drawFalls(falls.seen, brushes)
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
    const ways = [
      subscribeProjection('flights', {
        begin: (log, from) => {
          const { now } = useRun.getState().clock
          book.clear()
          losses = []
          relay.clear()
          pulses.clear()
          falls.clear()
          clock.jump(now)
          book.add(log.slice(log.countUntil(now - longestFlightMs), from), now)
        },
        add: events => {
          const run = useRun.getState()
          book.add(events, clock.shown)
          const stepping = !run.clock.playing
          const { hop } = stepping ? timings : timingsAtRate(run.clock.achieved)
          for (const event of events) {
            relay.hear(event)
            if (event.type === 'MessageSent' && event.toNode === undefined) {
              const { node, from, label } = event
              if (places.current.get(node)?.tree === undefined) continue
              const to = relay.ownerOf(node, event.to)
              if (to.startsWith('/temp/')) continue
              const message = { id: eventId(event), node, from, to, label, protocol: protocolOf(event) }
              const before = relay.hops(node, to, event.at) - 1
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
    stillness.addEventListener('change', start)
    start()
    return () => {
      if (request !== null) cancelAnimationFrame(request)
      styles.disconnect()
      sizes.disconnect()
      document.removeEventListener('visibilitychange', start)
      stillness.removeEventListener('change', start)
      for (const leave of ways) leave()
    }
  }, [flow, drawn])

  return <canvas ref={canvas} className="flight-layer" />
}

/** The actors to be seen that wait for a restart; not before the story has come to it. */
function waitsOf(seats: Seats) {
  const { participants } = useRun.getState().view
  const { deferred: veiled } = useStage.getState().scene
  const waits = []
  for (const [id, seat] of seats) {
    if (seat.tree === undefined) continue
    for (const path of seat.tree.layout.boxes.keys()) {
      const actor = participants[id]?.actors[path]
      if (actor === undefined || actor.backingOffUntil === null || actor.stoppedAt !== null) continue
      const box = actorPlace(seat, path)?.box
      if (box === undefined || veiled.has(actorKey(id, path))) continue
      const until = actor.backingOffUntil
      waits.push({ box, since: actor.backingOffSince ?? until - 1, until })
    }
  }
  return waits
}
