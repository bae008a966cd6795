import { useLayoutEffect, useRef } from 'react'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { scrubTo } from '../store/acts.ts'
import { xOf } from '../timeline/timeline-geometry.ts'
import type { TimelineView } from '../timeline/timeline-view.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { stopFilm } from './play-film.ts'
import { useChapterNames, useChapters } from './use-chapters.ts'
import './chapter-marks.css'

/** A diamond at the top of the time line for each chapter, with its name on hover and focus. A click goes there. */
export default function ChapterMarks({ view }: { readonly view: TimelineView }) {
  const t = useDeferredTexts('film')
  const time = useTimeFormat(1)
  const { moments, chapters } = useChapters()
  const nameOf = useChapterNames(moments)
  const list = useRef<HTMLOListElement>(null)
  // The window moves with each picture, which must not render components.
  useLayoutEffect(() => {
    const place = () => {
      if (list.current !== null) placeMarks(list.current, view)
    }
    place()
    view.onDrawn = place
    return () => {
      view.onDrawn = null
    }
  })
  return (
    <ol ref={list} className="chapter-marks" aria-label={t('chapters')}>
      {chapters.map(chapter => (
        <li key={chapter.at} data-at={chapter.at}>
          <button
            type="button"
            className="chapter-mark"
            onClick={() => {
              stopFilm()
              void scrubTo(chapter.at)
            }}
          >
            <span className="chapter-mark-name">
              {nameOf(chapter)} <span className="tabular">{time(chapter.at)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** Marks outside of the window are hidden; names stay inside the time line. */
function placeMarks(list: HTMLElement, view: TimelineView): void {
  const { geometry } = view
  const { gutter, width } = geometry
  for (const mark of list.children) {
    if (!(mark instanceof HTMLElement)) continue
    const x = xOf(geometry, Number(mark.dataset.at))
    mark.hidden = x < gutter || x > width
    mark.style.translate = `${x}px`
    mark.dataset.side = x > width / 2 ? 'left' : 'right'
  }
}
