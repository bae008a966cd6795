import { create } from 'zustand'
import { addDirector, frames, useRun } from '../../store/run-store.ts'
import { reducedMotion } from '../../ui/reduced-motion.ts'
import { Stage, type StageScene } from './stage.ts'
import { reducedMotionTimings, timingsAtRate } from './timings.ts'

interface StageState {
  readonly scene: StageScene
  /** Stage time is stopped, so moving items stay where they are. */
  readonly frozen: boolean
}

/** The scene that the canvas shows now. */
export const useStage = create<StageState>()(() => ({ scene: [], frozen: false }))

/** Lets the stage direct the cursor while the canvas is mounted. Returns the function that ends it. */
export function runStage(): () => void {
  const stage = new Stage()
  let shownTime = stage.time
  const show = (): boolean => {
    const { cursor, clock } = useRun.getState()
    stage.pace = reducedMotion().matches
      ? reducedMotionTimings
      : timingsAtRate(cursor.playing ? clock.speed : 1)
    const scene = stage.scene()
    const frozen = stage.time === shownTime
    shownTime = stage.time
    const before = useStage.getState()
    const same =
      scene.length === before.scene.length && scene.every((item, place) => item === before.scene[place])
    if (!same || frozen !== before.frozen) useStage.setState({ scene: same ? before.scene : scene, frozen })
    return false
  }
  const removeDirector = addDirector(stage)
  const unsubscribe = frames.subscribe(show)
  return () => {
    unsubscribe()
    removeDirector()
    useStage.setState({ scene: [], frozen: false })
  }
}
