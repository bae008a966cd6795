import { describe, expect, test } from 'vitest'
import type { ClockState } from '../browser/index.ts'
import { WalkthroughPlayer, walkthroughs } from '../lessons/index.ts'
import { Stage } from '../playground/canvas/stage/stage.ts'
import { Playback } from '../playground/store/playback.ts'
import { EventLog, emptyView, eventId, Folding, type TraceEvent } from '../trace/index.ts'
import { randomRun } from './random-run.ts'
import { WalkthroughSimulation } from './walkthrough-simulation.ts'

/** A frame of the page at 60 Hz, in ms. */
const frameMs = 16
const speed = 4

/**
 * Plays a trace as the page does and returns the sentences about what was shown before its cause. The frontier moves at
 * the speed of the run, whatever the cursor waits for.
 */
function effectsBeforeCauses(trace: readonly TraceEvent[]): readonly string[] {
  const log = new EventLog()
  const stage = new Stage()
  const playback = new Playback()
  playback.playhead.director = stage
  playback.show(log)
  const shown = new Set<string>()
  const inTrace = new Set(trace.map(eventId))
  const folded = new Folding(emptyView)
  const complaints: string[] = []
  const last = trace.at(-1)!.at
  let appended = 0
  let clock: ClockState = { now: 0, playing: true, speed, achieved: speed, broken: null }
  for (let moving = true; moving && complaints.length < 5; ) {
    const now = Math.min(last, clock.now + frameMs * speed)
    clock = { ...clock, now, playing: now < last, achieved: now < last ? speed : 0 }
    let end = appended
    while (end < trace.length && trace[end]!.at <= now) end += 1
    log.append(trace.slice(appended, end))
    appended = end
    const frame = playback.frame(frameMs, clock)
    if (frame.jumped) complaints.push(`The cursor jumped at ${now} ms.`)
    for (const event of frame.shown) {
      if (event.cause !== undefined && inTrace.has(event.cause) && !shown.has(event.cause))
        complaints.push(`${event.type} ${eventId(event)} at ${event.at} ms was shown before ${event.cause}.`)
      shown.add(eventId(event))
      folded.add(event)
    }
    // All that cards and panels show is this view.
    if (frame.shown.length > 0 && playback.view.events !== shown.size)
      complaints.push(`The view holds ${playback.view.events} events, but ${shown.size} were shown.`)
    moving = frame.moving
  }
  if (complaints.length === 0) {
    expect(shown.size, 'everything is shown in the end').toBe(trace.length)
    expect(playback.view).toEqual(folded.view())
  }
  return complaints
}

describe('nothing is shown before its cause', () => {
  test.each(walkthroughs.map(walkthrough => [walkthrough.id, walkthrough] as const))(
    'in the walkthrough %s',
    async (_, walkthrough) => {
      const simulation = new WalkthroughSimulation()
      const player = new WalkthroughPlayer(walkthrough, simulation)
      await player.start()
      while (player.canGoNext) await player.next()
      expect(effectsBeforeCauses(simulation.trace)).toEqual([])
    },
  )

  test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))('in the random run of seed %i', seed => {
    const { conductor } = randomRun(seed, 12_000)
    expect(effectsBeforeCauses(conductor.trace)).toEqual([])
  })
})
