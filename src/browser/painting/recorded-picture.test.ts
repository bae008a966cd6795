import { expect, test } from 'vitest'
import { PictureRecorder } from './picture-recorder.ts'
import { drawsTheSame, replayPicture } from './recorded-picture.ts'

/** A context that notes each call and each setting. */
function noting() {
  const notes: unknown[] = []
  const context = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'then' ? undefined : (...values: unknown[]) => notes.push([name, ...values]),
      set: (_, name, value) => notes.push([name, '=', value]) > 0,
    },
  )
  return { notes, context: context as CanvasRenderingContext2D }
}

const recorder = () => new PictureRecorder(text => ({ width: text.length }) as TextMetrics)

test('a recorded picture is drawn again call by call, with exactly its arguments', () => {
  const pen = recorder()
  pen.clearRect(0, 0, 100, 50)
  pen.fillStyle = 'red'
  pen.globalAlpha = 0.5
  pen.beginPath()
  pen.moveTo(1, 2)
  pen.quadraticCurveTo(3, 4, 5, 6)
  pen.arc(7, 8, 9, 0, 2)
  pen.fill()
  pen.setLineDash([2, 5])
  pen.stroke()
  pen.setLineDash([])
  pen.fillText('Write', 10, 11)
  pen.strokeText('Write', 10, 11)
  const { notes, context } = noting()

  replayPicture(pen.take(), context)

  expect(notes).toEqual([
    ['save'],
    ['clearRect', 0, 0, 100, 50],
    ['fillStyle', '=', 'red'],
    ['globalAlpha', '=', 0.5],
    ['beginPath'],
    ['moveTo', 1, 2],
    ['quadraticCurveTo', 3, 4, 5, 6],
    ['arc', 7, 8, 9, 0, 2],
    ['fill'],
    ['setLineDash', [2, 5]],
    ['stroke'],
    ['setLineDash', []],
    ['fillText', 'Write', 10, 11],
    ['strokeText', 'Write', 10, 11],
    ['restore'],
  ])
})

test('an unchanged setting is recorded once, and again after a restore that undid it', () => {
  const pen = recorder()
  pen.lineWidth = 2
  pen.lineWidth = 2
  pen.save()
  pen.lineWidth = 3
  pen.restore()
  pen.lineWidth = 3
  pen.lineCap = 'butt'
  const { notes, context } = noting()

  replayPicture(pen.take(), context)

  expect(notes).toEqual([
    ['save'],
    ['lineWidth', '=', 2],
    ['save'],
    ['lineWidth', '=', 3],
    ['restore'],
    ['lineWidth', '=', 3],
    ['restore'],
  ])
})

test('each picture begins with the settings of a fresh context, because an earlier one may never be painted', () => {
  const pen = recorder()
  pen.strokeStyle = 'blue'
  pen.take()
  pen.strokeStyle = 'blue'
  const { notes, context } = noting()

  replayPicture(pen.take(), context)

  expect(notes).toContainEqual(['strokeStyle', '=', 'blue'])
})

test('a picture of any length is recorded, and texts are measured in the font that is set', () => {
  const pen = new PictureRecorder(
    (text, font) => ({ width: text.length * Number.parseInt(font, 10) }) as TextMetrics,
  )
  for (let i = 0; i < 10_000; i++) pen.lineTo(i, i)
  pen.font = '13px sans-serif'
  const { notes, context } = noting()

  replayPicture(pen.take(), context)

  expect(notes).toHaveLength(10_003)
  expect(notes[10_000]).toEqual(['lineTo', 9999, 9999])
  expect(pen.measureText('ab').width).toBe(20)
  pen.font = '13px sans-serif'
  expect(pen.measureText('ab').width).toBe(26)
})

test('two drawings are the same if every instruction, number and text of them is', () => {
  const drawing = (x: number, text: string, fill = 'red') => {
    const pen = recorder()
    pen.fillStyle = fill
    pen.fillText(text, x, 2)
    return pen.take()
  }
  expect(drawsTheSame(drawing(1, 'Write'), drawing(1, 'Write'))).toBe(true)
  expect(drawsTheSame(drawing(1, 'Write'), drawing(1.5, 'Write'))).toBe(false)
  expect(drawsTheSame(drawing(1, 'Write'), drawing(1, 'Read'))).toBe(false)
  expect(drawsTheSame(drawing(1, 'Write'), drawing(1, 'Write', 'blue'))).toBe(false)
  expect(drawsTheSame(drawing(1, 'Write'), recorder().take())).toBe(false)
})
