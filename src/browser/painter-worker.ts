import { paint } from './painting/paint.ts'
import type { PainterAnswer, PainterRequest } from './painting/painter-protocol.ts'

interface Painted {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D | null
}

const canvases = new Map<number, Painted>()
const answer = (message: PainterAnswer): void => self.postMessage(message)

/** Worker that paints the page's canvases, because turning a picture into pixels takes longer than describing it. */
self.addEventListener('message', ({ data }: MessageEvent<PainterRequest>) => {
  switch (data.type) {
    case 'Add':
      canvases.set(data.id, { canvas: data.canvas, context: data.canvas.getContext('2d') })
      break
    case 'Remove':
      canvases.delete(data.id)
      break
    case 'Paint':
      try {
        for (const [id, picture] of data.pictures) {
          const { canvas, context = null } = canvases.get(id) ?? {}
          if (canvas !== undefined && context !== null) paint(canvas, context, picture)
        }
      } finally {
        // Also after an error, because the next pictures may succeed.
        answer('painted')
      }
  }
})

const paints = typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('2d') !== null
answer({ paints })
