import type { Protocol } from '../../trace/index.ts'
import { textSize } from './card-sizes.ts'
import type { Palette } from './draw-flights.ts'

const protocols: readonly Protocol[] = [
  'user',
  'client',
  'persistence',
  'pub-sub',
  'singleton',
  'membership',
  'failure-detector',
  'system',
]

/** Reads the theme's colours for the canvas. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const presenting = document.documentElement.hasAttribute('data-projector')
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const colours = Object.fromEntries(protocols.map(protocol => [protocol, value(protocol)]))
  return {
    // Complete, because `protocols` lists every protocol.
    protocols: colours as Record<Protocol, string>,
    paper: value('paper'),
    ink: value('ink'),
    soft: value('ink-soft'),
    down: value('down'),
    accent: value('accent'),
    backoff: value('exiting'),
    font: value('sans'),
    textSize: textSize(presenting),
    scale: presenting ? 1.45 : 1,
  }
}
