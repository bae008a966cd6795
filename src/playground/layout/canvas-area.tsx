import { useTranslations } from 'use-intl'
import { ClusterCanvas } from '../canvas/cluster-canvas.tsx'
import { Banners } from '../states/banners.tsx'
import { useRovingFocus } from '../ui/use-roving-focus.ts'
import { canvasAreaId } from './canvas-area-id.ts'

/** All that takes the focus on the canvas, except the chips that repeat what an actor's box says. */
const items = ['button:not(.supervisor-chip)', '[role="treeitem"]', 'a[href]']
  .map(item => `.cluster-canvas ${item}`)
  .join(', ')

/** The canvas, one tab stop with arrow keys, and the notices over it. */
export function CanvasArea() {
  const t = useTranslations('page')
  const roving = useRovingFocus(items)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div className="canvas-area" id={canvasAreaId} role="group" aria-label={t('cards')} {...roving}>
      <ClusterCanvas />
      <Banners />
    </div>
  )
}
