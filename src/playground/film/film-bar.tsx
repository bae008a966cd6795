import { BookmarkPlus, Pause, Pencil, Play, RotateCcw, SkipBack, SkipForward, Trash2, X } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Chapter } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { scrubTo } from '../store/acts.ts'
import { showFilm, useFilm } from '../store/film-mode.ts'
import { useRun } from '../store/run-store.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { addChapter, chapterAt, removeChapter, renameChapter, suggestAgain, useEditing } from './chapters.ts'
import { goToChapter, playFilm, stopFilm } from './play-film.ts'
import { useChapterNames, useChapters } from './use-chapters.ts'
import './film-bar.css'

/** The chapters of the run as a film: goes to them, plays from one to the next, and changes them. */
export default function FilmBar() {
  const t = useDeferredTexts('film')
  const { moments, chapters, own } = useChapters()
  const nameOf = useChapterNames(moments)
  const playing = useFilm(({ playing }) => playing)
  const editing = useEditing(({ at }) => at)
  const place = useRun(({ throttledCursor, cursor }) =>
    chapterAt(chapters, Math.floor(cursor.playing ? throttledCursor.at : cursor.at)),
  )
  const shown = chapters[place]
  return (
    <section className="film-bar" aria-label={t('label')}>
      <div className="film-buttons">
        <IconButton label={t('previous')} shortcut="Page ↑" onClick={() => void goToChapter('previous')}>
          <SkipBack size={16} aria-hidden="true" />
        </IconButton>
        <button
          type="button"
          className="button film-play"
          onClick={() => (playing ? stopFilm() : void playFilm())}
        >
          {playing ? <Pause size={15} aria-hidden="true" /> : <Play size={15} aria-hidden="true" />}
          {t(playing ? 'pause' : 'play')}
        </button>
        <IconButton label={t('next')} shortcut="Page ↓" onClick={() => void goToChapter('next')}>
          <SkipForward size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {editing === null ? (
        <ChapterList chapters={chapters} place={place} nameOf={nameOf} />
      ) : (
        <NameForm
          key={editing}
          at={editing}
          name={chapters.find(({ at }) => at === editing)?.name ?? ''}
          placeholder={nameOf({ at: editing, name: null })}
        />
      )}
      <div className="film-buttons">
        <IconButton label={t('add')} onClick={addChapter}>
          <BookmarkPlus size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={shown === undefined ? t('renameNone') : t('rename', { name: nameOf(shown) })}
          disabled={shown === undefined}
          onClick={() => useEditing.setState({ at: shown?.at ?? null })}
        >
          <Pencil size={15} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={shown === undefined ? t('removeNone') : t('remove', { name: nameOf(shown) })}
          disabled={shown === undefined}
          onClick={() => shown !== undefined && removeChapter(shown.at)}
        >
          <Trash2 size={15} aria-hidden="true" />
        </IconButton>
        {own && (
          <IconButton label={t('suggest')} onClick={suggestAgain}>
            <RotateCcw size={15} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton label={t('close')} onClick={() => showFilm(false)}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <p className="visually-hidden" role="status">
        {shown === undefined
          ? ''
          : t('shown', { number: place + 1, of: chapters.length, name: nameOf(shown) })}
      </p>
    </section>
  )
}

interface ChapterListProps {
  readonly chapters: readonly Chapter[]
  /** The place of the shown chapter. */
  readonly place: number
  readonly nameOf: (chapter: Chapter) => string
}

function ChapterList({ chapters, place, nameOf }: ChapterListProps) {
  const t = useDeferredTexts('film')
  const time = useTimeFormat(1)
  const current = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chapter is shown
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [place])
  return (
    <ol className="film-chapters" aria-label={t('chapters')}>
      {chapters.map((chapter, i) => (
        <li key={chapter.at} ref={i === place ? current : null} aria-current={i === place || undefined}>
          <button
            type="button"
            className="film-chapter"
            onClick={() => {
              stopFilm()
              void scrubTo(chapter.at)
            }}
          >
            <span className="film-number" aria-hidden="true">
              {i + 1}
            </span>
            <span className="film-name">{nameOf(chapter)}</span>
            <span className="film-time tabular">{time(chapter.at)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}

interface NameFormProps {
  readonly at: number
  readonly name: string
  readonly placeholder: string
}

function NameForm({ at, name, placeholder }: NameFormProps) {
  const t = useDeferredTexts('film')
  const [text, setText] = useState(name)
  const end = () => useEditing.setState({ at: null })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    renameChapter(at, text)
    end()
  }
  return (
    <form className="film-form" onSubmit={onSubmit}>
      <input
        className="input"
        aria-label={t('name')}
        placeholder={placeholder}
        autoComplete="off"
        maxLength={80}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this name
        autoFocus
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          end()
        }}
      />
      <button type="submit" className="button primary">
        {t('save')}
      </button>
    </form>
  )
}
