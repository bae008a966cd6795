import { describe, expect, test } from 'vitest'
import { SvgPen, svgFile } from './svg-pen.ts'

/** A font in which each letter is as wide as half of its size. */
const pen = (): SvgPen =>
  new SvgPen({
    measure: (text, font) =>
      ({ width: text.length * (Number.parseFloat(/[\d.]+px/.exec(font)![0]) / 2) }) as TextMetrics,
    colourOf: css => (css === 'faint' ? { colour: '#123456', opacity: 0.5 } : { colour: css, opacity: 1 }),
  })

describe('a pen that writes SVG', () => {
  test('writes a stroked path with its width, dash and opacity', () => {
    const drawn = pen()
    drawn.strokeStyle = 'faint'
    drawn.lineWidth = 2
    drawn.globalAlpha = 0.5
    drawn.setLineDash([3, 4])
    drawn.beginPath()
    // As on a canvas, the first line of a path begins it.
    drawn.lineTo(1, 2)
    drawn.lineTo(3, 4.005)
    drawn.quadraticCurveTo(5, 6, 7, 8)
    drawn.closePath()
    drawn.stroke()
    expect(drawn.elements).toBe(
      '<path d="M1 2L3 4.01Q5 6 7 8Z" fill="none" stroke="#123456" stroke-width="2" stroke-opacity="0.25" stroke-dasharray="3 4"/>',
    )
  })

  test('draws a whole circle, which an arc of SVG cannot', () => {
    const drawn = pen()
    drawn.fillStyle = 'red'
    drawn.beginPath()
    drawn.arc(10, 10, 4, 0, 2 * Math.PI)
    drawn.fill()
    expect(drawn.elements).toBe('<path d="M14 10A4 4 0 0 1 6 10A4 4 0 0 1 14 10Z" fill="red"/>')
  })

  test('keeps a text as text, with its width and the marks of XML escaped', () => {
    const drawn = pen()
    drawn.font = '650 20px Inter, "Noto Sans JP", sans-serif'
    drawn.textBaseline = 'middle'
    drawn.textAlign = 'center'
    drawn.fillStyle = 'black'
    drawn.fillText('a<b> & "c"\u0001', 50, 30, 60)
    drawn.fillText('  ', 0, 0)
    expect(drawn.elements).toBe(
      '<text x="50" y="37" font-size="20" font-weight="650" font-family="Inter, &quot;Noto Sans JP&quot;, sans-serif" text-anchor="middle" textLength="60" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="black">a&lt;b&gt; &amp; &quot;c&quot;\ufffd</text>',
    )
  })

  test('restores settings, place and clips that were saved', () => {
    const drawn = pen()
    drawn.fillStyle = 'red'
    drawn.save()
    drawn.translate(100, 0)
    drawn.beginPath()
    drawn.rect(0, 0, 10, 10)
    drawn.clip()
    drawn.save()
    drawn.translate(0, 50)
    drawn.fillStyle = 'blue'
    drawn.fillRect(1, 1, 2, 2)
    drawn.restore()
    drawn.restore()
    drawn.fillRect(0, 0, 1, 1)
    expect(drawn.elements.split('\n')).toEqual([
      '<clipPath id="clip-1"><path d="M100 0L110 0L110 10L100 10Z"/></clipPath>',
      '<g clip-path="url(#clip-1)">',
      '<path d="M101 51L103 51L103 53L101 53Z" fill="blue"/>',
      '</g>',
      '<path d="M0 0L1 0L1 1L0 1Z" fill="red"/>',
    ])
  })

  test('a file says its language, its title and what it shows', () => {
    const file = svgFile(pen(), {
      width: 20,
      height: 10,
      language: 'ja',
      title: '<題>',
      description: 'A & B',
    })
    expect(file).toContain('viewBox="0 0 20 10" xml:lang="ja" role="img"')
    expect(file).toContain('<title id="title">&lt;題&gt;</title>\n<desc id="description">A &amp; B</desc>')
  })
})
