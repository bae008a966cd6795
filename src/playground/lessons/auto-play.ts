import { useEffect, useState } from 'react'
import { useLocale } from 'use-intl'
import type { PlayerState, WalkthroughPlayer } from '../../lessons/index.ts'
import { plainNarration } from '../../lessons/narration-markup.ts'

/** Wall ms to read one letter aloud, slowly. */
const msPerLetter = { en: 45, ja: 110 } as const
/** Wall ms to look at the proof, and to think about a question. */
const restMs = 2500
const thinkMs = 5000

/** Plays step after step while it is on: it waits until a text can have been read. It is off at the last step. */
export function useAutoPlay(
  player: WalkthroughPlayer,
  state: PlayerState,
): readonly [on: boolean, set: (on: boolean) => void] {
  const locale = useLocale()
  const [on, setOn] = useState(false)
  const { status, step, index, detour } = state
  useEffect(() => {
    if (!on) return
    const last = index === player.walkthrough.steps.length - 1
    if (detour !== null || status === 'missed' || status === 'refused' || (status === 'reached' && last))
      return setOn(false)
    if (!player.canGoNext) return
    const read = (text: string): number => plainNarration(text).length * msPerLetter[locale]
    const asked = step.ask === undefined ? 0 : read(step.ask.ask[locale]) + thinkMs
    const told = step.ask === undefined ? 0 : read(step.ask.why[locale])
    // A step without anything to play has only its text.
    const plays = step.actions !== undefined || step.await !== undefined
    const pause =
      status === 'shown' ? read(step.say[locale]) + asked : restMs + (plays ? told : read(step.say[locale]))
    const timer = setTimeout(() => void player.next(), pause)
    return () => clearTimeout(timer)
  }, [on, player, status, step, index, detour, locale])
  return [on, setOn]
}
