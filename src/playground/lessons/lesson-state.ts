import { create } from 'zustand'
import type { PlayerState, WalkthroughPlayer } from '../../lessons/index.ts'

interface Lesson {
  readonly player: WalkthroughPlayer | null
  readonly state: PlayerState | null
}

/** The walkthrough that is shown, if any. Apart from its player, so that the page can know it before lessons are loaded. */
export const useLesson = create<Lesson>()(() => ({ player: null, state: null }))

/** Plays the shown step, or shows the next one. */
export const nextStep = (): void => void useLesson.getState().player?.next()
export const previousStep = (): void => void useLesson.getState().player?.back()
