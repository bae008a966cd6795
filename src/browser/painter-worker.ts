import { paint } from './painting/paint.ts'
import type { CanvasToPaint, PainterState, PictureToPaint } from './painting/painter-protocol.ts'

/** Worker that paints the page's canvases, because turning a picture into pixels takes longer than describing it. */
self.addEventListener('message', ({ data: { canvas, pictures } }: MessageEvent<CanvasToPaint>) => {
  const context = canvas.getContext('2d')
  pictures.onmessage = ({ data }: MessageEvent<PictureToPaint | null>) => {
    if (data === null || context === null) return pictures.close()
    try {
      paint(canvas, context, data)
    } finally {
      // Also after an error, because the next picture may succeed.
      pictures.postMessage(null)
    }
  }
})

const paints = typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('2d') !== null
self.postMessage({ paints } satisfies PainterState)
