import { useFormatter } from 'use-intl'
import { useRun } from '../store/run-store.ts'

/** `1:02.3`: minutes, seconds, tenths. */
export function clockParts(at: number): { readonly minutes: number; readonly seconds: number } {
  const minutes = Math.floor(at / 60_000)
  return { minutes, seconds: (at - minutes * 60_000) / 1000 }
}

export function useTimeFormat(digits = 3): (at: number) => string {
  const format = useFormatter()
  return at => {
    const { minutes, seconds } = clockParts(at)
    const options = {
      minimumIntegerDigits: 2,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    } as const
    const shown = Math.floor(seconds * 10 ** digits) / 10 ** digits
    return `${format.number(minutes, { useGrouping: false })}:${format.number(shown, options)}`
  }
}

/** The present instant of the run, in tenths of a second while it goes, exact while it stands. */
export function useVirtualTime(): string {
  const playing = useRun(({ clock }) => clock.playing)
  const at = useRun(({ throttledClock: calmClock, clock }) =>
    clock.playing ? Math.floor(calmClock.now / 100) * 100 : clock.now,
  )
  const format = useTimeFormat(playing ? 1 : 3)
  return format(at)
}
