import { useStore } from '@xyflow/react'
import { usePreferences } from '../store/preferences.ts'
import { type Level, levels, type ShownCard, type Size, shownAtZoom } from './card-sizes.ts'

/** The content of a card at the present zoom. It changes in steps, so that zooming does not render every card anew. */
export function useShownCard(
  kind: 'node' | 'outside' | 'bin',
  level: Level,
  { width = 0, height = 0 }: { readonly [length in keyof Size]: number | undefined },
): ShownCard {
  const presenting = usePreferences(({ projector }) => projector)
  const shown = useStore(({ transform: [, , zoom] }) => {
    const { level: at, scale } = shownAtZoom({ level, width, height }, zoom, kind, presenting)
    return `${levels.indexOf(at)} ${scale.toFixed(2)}`
  })
  const [index, scale] = shown.split(' ').map(Number)
  return { level: levels[index!]!, scale: scale! }
}
