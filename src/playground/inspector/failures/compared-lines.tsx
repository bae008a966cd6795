import type { ComparedLine } from './compare-states.ts'
import './compared-lines.css'

interface ComparedLinesProps {
  readonly lines: readonly ComparedLine[]
  readonly mark: '−' | '+'
  /** The mark for screen readers. */
  readonly spokenMark: string
}

/** Lines of a state, of which the changed ones have a mark. */
export function ComparedLines({ lines, mark, spokenMark }: ComparedLinesProps) {
  return (
    <pre className="data compared" data-mark={mark}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id but their index
        <span key={index} className="compared-line" data-changed={line.changed || undefined}>
          {line.changed && <span className="visually-hidden">{spokenMark} </span>}
          <span className="compared-mark" aria-hidden="true">
            {line.changed ? mark : ' '}
          </span>
          {line.text}
        </span>
      ))}
    </pre>
  )
}
