import { useEffect, useMemo, useRef } from 'react'
import { useRun } from '../../store/run-store.ts'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { findHandlers, type Handled, parseSource } from './find-handler.ts'
import { highlightLines } from './highlight-lines.ts'
import { useSource } from './use-source.ts'
import './source-code.css'

interface SourceCodeProps {
  readonly file: string
  /** The label of the message or signal that the actor handled last. */
  readonly label: string | null
  readonly kind: Handled
}

/** A source file, scrolled to the handler that ran last, which is marked. */
export default function SourceCode({ file, label, kind }: SourceCodeProps) {
  const t = useDeferredTexts('source')
  const scroller = useRef<HTMLDivElement>(null)
  const original = useSource(file)
  const edited = useRun(({ session }) => session?.header.code?.find(edited => edited.file === file)?.text)
  const source = edited ?? original
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: another label scrolls to its handler, even if it is the same one
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard */}
      <section ref={scroller} className="source-code" aria-label={t('code', { file })} tabIndex={0}>
        <ol>
          {lines.map((pieces, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no id but its number
              key={index}
              data-marked={isMarked(index + 1) || undefined}
              data-first={index + 1 === first || undefined}
              {...(isMarked(index + 1) ? { 'aria-current': true } : {})}
            >
              <code>
                {pieces.map((piece, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no id but its index
                  <span key={at} className={piece.kind ?? undefined}>
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
