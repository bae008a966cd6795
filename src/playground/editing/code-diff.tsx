import { changedLines } from './changed-lines.ts'
import { useEditingTexts } from './editing-texts.ts'
import './editing.css'

interface CodeDiffProps {
  /** Path below `src/scenarios`. */
  readonly file: string
  readonly before: string
  readonly after: string
}

const marks = { same: ' ', added: '+', removed: '−' } as const

/** The changes of a file, line by line. */
export function CodeDiff({ file, before, after }: CodeDiffProps) {
  const t = useEditingTexts()
  const lines = changedLines(before, after)
  if (lines.length === 0) return <p className="note">{t.same}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard
    <section className="code-diff" aria-label={t.changes(file)} tabIndex={0}>
      <ol>
        {lines.map((line, index) =>
          line.type === 'skipped' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id but its place
            <li key={index} className="code-skipped">
              {t.skipped(line.count)}
            </li>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id but its place
            <li key={index} data-change={line.type}>
              <span className="code-line-number">{line.number}</span>
              <span className="code-mark" aria-hidden="true">
                {marks[line.type]}
              </span>
              {line.type !== 'same' && <span className="visually-hidden">{t[line.type]}: </span>}
              <code>{line.text}</code>
            </li>
          ),
        )}
      </ol>
    </section>
  )
}
