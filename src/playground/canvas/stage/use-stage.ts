import { create } from 'zustand'
import { subscribeProjection, useRun } from '../../store/run-store.ts'
import { emptyScene, Stage, type StageScene } from './stage.ts'
import { reducedMotionTimings, timings, timingsAtRate } from './timings.ts'

interface StageState {
  readonly scene: StageScene
  /** Stage time is stopped, so moving items stay where they are. */
  readonly frozen: boolean
}

/** The scene that the canvas shows now. */
export const useStage = create<StageState>()(() => ({ scene: emptyScene, frozen: false }))

/** Events older than this, in virtual ms, are skipped: after a jump only the outcome is shown. */
const maxEventAgeMs = 1500

/**
 * Runs the stage while the canvas is mounted, and returns the function that ends it. Stage time moves while the run
 * plays. Events of a step, or of the instant at which the run paused, are played to their end; then stage time stops.
 */
export function runStage(): () => void {
  const stage = new Stage()
  const stillness = matchMedia('(prefers-reduced-motion: reduce)')
  let lastWallMs: number | null = null
  /** Stage time up to which the animation continues while the run is paused. */
  let playUntil = 0
  /** Virtual instant of the newest event on the stage, and the stage time at which its animation ends. */
  let latest = { at: 0, endsAt: 0 }
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
  const update = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const wallMs = performance.now()
    const { playing, now } = useRun.getState().clock
    // A pause at the instant of the newest event still shows that event to its end.
    if (!playing && now <= latest.at) playUntil = Math.max(playUntil, latest.endsAt)
    if (lastWallMs !== null) {
      const reached = stage.time + (wallMs - lastWallMs)
      stage.advance(playing ? reached : Math.min(reached, Math.max(playUntil, stage.time)))
    }
    const next = stage.nextChange()
    const runs = next !== null && (playing || stage.time < playUntil)
    lastWallMs = runs ? wallMs : null
    show(!runs && next !== null)
    if (runs)
      timer = setTimeout(update, Math.max(0, Math.min(next, playing ? next : playUntil) - stage.time) + 1)
  }

  const unsubscribers = [
    subscribeProjection('stage', {
      begin: () => {
        stage.clear()
        playUntil = stage.time
      },
      add: events => {
        const { clock } = useRun.getState()
        const since = clock.now - maxEventAgeMs
        const fresh = events.filter(event => event.at >= since)
        if (fresh.length === 0) return
        update()
        const { playing, achieved } = clock
        const pace = stillness.matches ? reducedMotionTimings : playing ? timingsAtRate(achieved) : timings
        const endsAt = stage.add(fresh, pace)
        if (endsAt > stage.time) latest = { at: fresh.at(-1)!.at, endsAt }
        if (!playing) playUntil = Math.max(playUntil, endsAt)
        update()
      },
    }),
    useRun.subscribe((run, before) => {
      if (run.clock.playing !== before.clock.playing) update()
    }),
  ]
  return () => {
    for (const unsubscribe of unsubscribers) unsubscribe()
    if (timer !== null) clearTimeout(timer)
    useStage.setState({ scene: emptyScene, frozen: false })
  }
}
