import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { useMemo } from 'react'

/** Longer texts need so many modules that a phone cannot read them from the last row. */
export const maxCodeCharacters = 800

/** A QR code, dark on light in each theme, because many readers refuse an inverted one. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = useMemo(() => generate(text), [text])
  // Four modules, the margin that the standard asks for.
  const margin = 4
  const size = code.size + 2 * margin
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`${-margin} ${-margin} ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect x={-margin} y={-margin} width={size} height={size} fill="#fff" />
      <path d={toSvgPath(code)} fill="#000" />
    </svg>
  )
}
