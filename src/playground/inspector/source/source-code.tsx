import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { findHandlers, type Handled, parseSource } from './find-handler.ts'
import { highlightLines } from './highlight-lines.ts'
import { sourceOf } from './sources.ts'
import './source-code.css'

interface SourceCodeProps {
  readonly file: string
  /** What was handled last. */
  readonly label: string | null
  readonly kind: Handled
}

/** A file to read, the handler that ran last marked and in sight. */
export default function SourceCode({ file, label, kind }: SourceCodeProps) {
  const t = useTranslations('source')
  const scroller = useRef<HTMLDivElement>(null)
  const [source, setSource] = useState<string | 'loading' | null>('loading')
  useEffect(() => {
    let wanted = true
    sourceOf(file).then(
      text => wanted && setSource(text),
      () => wanted && setSource(null),
    )
    return () => {
      wanted = false
    }
  }, [file])
  const tree = useMemo(() => (source === null || source === 'loading' ? null : parseSource(source)), [source])
  const lines = useMemo(
    () => (source === null || tree === null ? [] : highlightLines(source, tree)),
    [source, tree],
  )
  const handlers = useMemo(
    () =>
      source === null || tree === null || label === null ? null : findHandlers(source, tree, label, kind),
    [source, tree, label, kind],
  )
  const first = handlers?.lines[0]?.from
  // biome-ignore lint/correctness/useExhaustiveDependencies: another label brings its handler into sight, even the same
  useEffect(() => {
    const line = scroller.current?.querySelector<HTMLElement>('[data-first]')
    if (line != null && scroller.current !== null) {
      scroller.current.scrollTop = line.offsetTop - scroller.current.clientHeight * 0.25
    }
  }, [first, label, lines])

  if (source === 'loading') return <p className="note">{t('loading')}</p>
  if (source === null) return <p className="note">{t('missing', { file })}</p>
  const isMarked = (line: number) =>
    handlers?.lines.some(({ from, to }) => line >= from && line <= to) ?? false
  const note =
    label === null
      ? t('notYet')
      : handlers === null
        ? t('nowhere', { label })
        : handlers.how === 'any'
          ? t('any', { label })
          : handlers.lines.length > 1
            ? t('several', { label, count: handlers.lines.length })
            : t('here', { label, line: first ?? 0 })
  return (
    <>
      <p className="source-note">{note}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section ref={scroller} className="source-code" aria-label={t('code', { file })} tabIndex={0}>
        <ol>
          {lines.map((pieces, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a line's place is its name
              key={at}
              data-marked={isMarked(at + 1) || undefined}
              data-first={at + 1 === first || undefined}
              {...(isMarked(at + 1) ? { 'aria-current': true } : {})}
            >
              <code>
                {pieces.map((piece, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: so is a piece's
                  <span key={place} className={piece.kind ?? undefined}>
                    {piece.text}
                  </span>
                ))}
              </code>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}
