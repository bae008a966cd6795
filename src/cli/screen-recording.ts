import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from '@playwright/test'

export interface ScreenRecording {
  /** Ends the recording and writes the file. */
  finish(): Promise<void>
}

/** True when the browser of a page can encode the film; some builds of Chromium have no video encoder. */
export const canRecord = (page: Page): Promise<boolean> =>
  page.evaluate(type => typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported(type), filmType)

const filmType = 'video/webm'

/**
 * Records a page as WebM without another program: a second page draws the frames on a canvas and records it with
 * MediaRecorder.
 */
export async function recordScreen(
  page: Page,
  file: string,
  size: { readonly width: number; readonly height: number },
): Promise<ScreenRecording> {
  mkdirSync(dirname(file), { recursive: true })
  const studio = await page.context().newPage()
  await studio.evaluate(startRecorder, { ...size, type: filmType })
  await page.bringToFront()
  const session = await page.context().newCDPSession(page)
  let drawn: Promise<unknown> = Promise.resolve()
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    drawn = drawn
      .then(() => studio.evaluate(drawFrame, data))
      .then(() => session.send('Page.screencastFrameAck', { sessionId }))
      .catch(() => undefined)
  })
  await session.send('Page.startScreencast', {
    format: 'jpeg',
    quality: 90,
    maxWidth: size.width,
    maxHeight: size.height,
  })
  return {
    finish: async () => {
      await session.send('Page.stopScreencast')
      await drawn
      writeFileSync(file, Buffer.from(await studio.evaluate(stopRecorder), 'base64'))
      console.log(`The film is in [${file}].`)
    },
  }
}

/** Fields that the functions below store on the window of the second page. */
interface Studio {
  readonly canvas: HTMLCanvasElement
  readonly recorder: MediaRecorder
  readonly parts: Blob[]
}

function startRecorder({
  width,
  height,
  type,
}: {
  readonly width: number
  readonly height: number
  readonly type: string
}): void {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  document.body.append(canvas)
  canvas.getContext('2d')?.fillRect(0, 0, width, height)
  const recorder = new MediaRecorder(canvas.captureStream(25), {
    mimeType: type,
    videoBitsPerSecond: 6_000_000,
  })
  const parts: Blob[] = []
  recorder.ondataavailable = event => parts.push(event.data)
  recorder.start(1000)
  Object.assign(window, { studio: { canvas, recorder, parts } satisfies Studio })
}

async function drawFrame(jpeg: string): Promise<void> {
  const { canvas } = (window as unknown as { readonly studio: Studio }).studio
  const image = new Image()
  image.src = `data:image/jpeg;base64,${jpeg}`
  await image.decode()
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
}

function stopRecorder(): Promise<string> {
  const { recorder, parts } = (window as unknown as { readonly studio: Studio }).studio
  return new Promise(resolve => {
    recorder.onstop = () => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
      reader.readAsDataURL(new Blob(parts))
    }
    recorder.stop()
  })
}
