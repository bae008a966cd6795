import { create } from 'zustand'
import { subscribeProjection, useRun } from '../../store/run-store.ts'
import { emptyScene, Stage, type StageScene } from './stage.ts'
import { reducedMotionTimings, timings, timingsAtRate } from './timings.ts'

interface OnStage {
  readonly scene: StageScene
  /** Nothing goes on: what is on its way stands still in mid-air. */
  readonly frozen: boolean
}

/** What stands on the canvas's stage now. */
export const useStage = create<OnStage>()(() => ({ scene: emptyScene, frozen: false }))

/** What happened longer ago, in virtual ms, is not told: a leap shows what has become. */
const newsMs = 1500

/**
 * Runs the stage while the canvas is there. Its time goes on while the run plays; of a step, or of the instant that it
 * was to stop at, what happened is played to its rest, and then it stands.
 */
export function runStage(): () => void {
  const stage = new Stage()
  const stillness = matchMedia('(prefers-reduced-motion: reduce)')
  let last: number | null = null
  /** Until then it goes on though the run stands still. */
  let rest = 0
  /** The last instant of which something is told, and when that has come to rest. */
  let latest = { at: 0, settled: 0 }
  let timer: ReturnType<typeof setTimeout> | null = null

  const show = (frozen: boolean) => {
    const scene = stage.scene()
    const before = useStage.getState()
    const same =
      scene.items.length === before.scene.items.length &&
      scene.deferred.size === before.scene.deferred.size &&
      scene.items.every((item, place) => item === before.scene.items[place])
    if (!same || frozen !== before.frozen) useStage.setState({ scene: same ? before.scene : scene, frozen })
  }
  const goOn = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const wall = performance.now()
    const { playing, now } = useRun.getState().clock
    // Who stops at the very instant at which something happened wants to see it.
    if (!playing && now <= latest.at) rest = Math.max(rest, latest.settled)
    if (last !== null) {
      const reached = stage.time + (wall - last)
      stage.advance(playing ? reached : Math.min(reached, Math.max(rest, stage.time)))
    }
    const next = stage.next()
    const runs = next !== null && (playing || stage.time < rest)
    last = runs ? wall : null
    show(!runs && next !== null)
    if (runs) timer = setTimeout(goOn, Math.max(0, Math.min(next, playing ? next : rest) - stage.time) + 1)
  }

  const ways = [
    subscribeProjection('stage', {
      begin: () => {
        stage.clear()
        rest = stage.time
      },
      add: events => {
        const { clock } = useRun.getState()
        const since = clock.now - newsMs
        const fresh = events.filter(event => event.at >= since)
        if (fresh.length === 0) return
        goOn()
        const { playing, achieved } = clock
        const pace = stillness.matches ? reducedMotionTimings : playing ? timingsAtRate(achieved) : timings
        const settled = stage.add(fresh, pace)
        if (settled > stage.time) latest = { at: fresh.at(-1)!.at, settled }
        if (!playing) rest = Math.max(rest, settled)
        goOn()
      },
    }),
    useRun.subscribe((run, before) => {
      if (run.clock.playing !== before.clock.playing) goOn()
    }),
  ]
  return () => {
    for (const leave of ways) leave()
    if (timer !== null) clearTimeout(timer)
    useStage.setState({ scene: emptyScene, frozen: false })
  }
}
