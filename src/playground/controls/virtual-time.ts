import { useFormatter } from 'use-intl'
import { useRun } from '../store/run-store.ts'

/** Minutes and seconds of an instant in virtual ms. */
export function clockParts(at: number): { readonly minutes: number; readonly seconds: number } {
  const minutes = Math.floor(at / 60_000)
  return { minutes, seconds: (at - minutes * 60_000) / 1000 }
}

/** Formats instants (virtual ms) as `1:02.345`, with `digits` of the seconds, 3 by default. */
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

/** The shown instant as a text: in tenths of a second while it moves, in ms while it rests. */
export function useVirtualTime(): string {
  const playing = useRun(({ cursor }) => cursor.playing)
  const at = useRun(({ throttledCursor, cursor }) =>
    cursor.playing ? Math.floor(throttledCursor.at / 100) * 100 : Math.floor(cursor.at),
  )
  const format = useTimeFormat(playing ? 1 : 3)
  return format(at)
}
