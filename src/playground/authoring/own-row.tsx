import { Link, Pencil, Play, Printer, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { isRefused, maxLinkCharacters, type Refused } from '../../trace/index.ts'
import { ownId } from '../exercises/own-id.ts'
import { handoutOf } from '../handout/handout-address.ts'
import { actOnLessonText, authoringTexts as texts, tooLongForLinkText } from '../texts/authoring-texts.ts'
import { CopyOutcome } from '../ui/copy-outcome.tsx'
import { useCopy } from '../ui/use-copy.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'

interface OwnRowProps {
  readonly shelfId: string
  readonly title: string
  /** Default: none. */
  readonly about?: string
  /** One line on its size and its state. */
  readonly note: string
  readonly onPlay: () => Refused | undefined
  /** Default: it cannot be edited. */
  readonly onEdit?: () => void
  readonly onSave: () => Refused | undefined
  /** Null: it is too long for a link. */
  readonly linkOf: () => string | Refused | null
  readonly onDelete: () => void
}

/** A lesson or exercise of the person: plays, edits, saves, shares and deletes it. */
export function OwnRow(props: OwnRowProps) {
  const { shelfId, title, about, note, onPlay, onEdit, onSave, linkOf, onDelete } = props
  const text = useText()
  const sentence = useSentence()
  const [problem, setProblem] = useState<Refused | 'too-long' | null>(null)
  const { copied, uncopied, copy } = useCopy<'link'>()
  const copyLink = async () => {
    const link = linkOf()
    setProblem(link === null ? 'too-long' : isRefused(link) ? link : null)
    if (typeof link === 'string') await copy('link', link)
  }
  const named = (act: { readonly en: string; readonly ja: string }) => text(actOnLessonText(act, title))
  const icons = [
    ...(onEdit === undefined ? [] : [{ act: texts.edit, Icon: Pencil, run: onEdit }]),
    { act: texts.save, Icon: Save, run: () => setProblem(onSave() ?? null) },
    { act: texts.link, Icon: Link, run: () => void copyLink() },
    {
      act: texts.print,
      Icon: Printer,
      run: () => void window.open(handoutOf(ownId(shelfId)), '_blank', 'noopener'),
    },
    { act: texts.remove, Icon: Trash2, run: onDelete },
  ]
  return (
    <li className="my-lesson" data-lesson={shelfId}>
      <div>
        <h4>{title}</h4>
        {about !== undefined && <p>{about}</p>}
        <p className="note">{note}</p>
      </div>
      <div className="my-lesson-acts">
        <button
          type="button"
          className="button"
          aria-label={named(texts.play)}
          onClick={() => setProblem(onPlay() ?? null)}
        >
          <Play size={15} aria-hidden="true" /> {text(texts.play)}
        </button>
        {icons.map(({ act, Icon, run }) => (
          <button
            key={act.en}
            type="button"
            className="icon-button"
            title={text(act)}
            aria-label={named(act)}
            onClick={run}
          >
            <Icon size={17} aria-hidden="true" />
          </button>
        ))}
      </div>
      {problem !== null && (
        <p className="my-lesson-problem" role="alert">
          {problem === 'too-long' ? text(tooLongForLinkText(maxLinkCharacters)) : sentence(problem)}
        </p>
      )}
      {problem === null && (copied !== null || uncopied !== null) && (
        <div className="my-lesson-problem">
          <CopyOutcome copied={copied === 'link' ? text(texts.linkCopied) : null} uncopied={uncopied} />
        </div>
      )}
    </li>
  )
}
