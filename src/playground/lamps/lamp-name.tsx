import { Pencil, Undo2 } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { Bilingual } from '../../narration/index.ts'
import type { Refused } from '../../trace/index.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useSentence } from '../ui/use-sentence.ts'
import { lampNameWords } from './lamp-name-words.ts'
import type { LampStatus } from './lamp-status.ts'
import { type Lamp, maxWords, renameLamp } from './lamps.ts'

/** The heading of a lamp's details. The name of a person's own lamp can be changed, and the change taken back. */
export function LampName({ lamp, status }: { readonly lamp: Lamp; readonly status: LampStatus }) {
  const t = useTranslations('lamps')
  const locale = useLocale()
  const words = lampNameWords[locale]
  const [editing, setEditing] = useState(false)
  const [before, setBefore] = useState<Bilingual | null>(null)
  const pencil = useRef<HTMLSpanElement>(null)
  const wasEditing = useRef(false)
  useEffect(() => {
    if (wasEditing.current && !editing) pencil.current?.querySelector('button')?.focus()
    wasEditing.current = editing
  }, [editing])

  if (editing)
    return (
      <NameForm
        lamp={lamp}
        onEnd={renamed => {
          if (renamed) setBefore(before ?? lamp.title)
          setEditing(false)
        }}
      />
    )
  const restore = async (title: Bilingual) => {
    if ((await renameLamp(lamp.id, title)) !== null) return
    setBefore(null)
    pencil.current?.querySelector('button')?.focus()
  }
  return (
    <>
      <div className="lamp-name">
        <h2 data-status={status}>
          {lamp.title[locale]} <small>{t(`status.${status}`)}</small>
        </h2>
        {lamp.own && (
          <span ref={pencil}>
            <IconButton label={words.rename} onClick={() => setEditing(true)}>
              <Pencil size={15} aria-hidden="true" />
            </IconButton>
          </span>
        )}
      </div>
      {before !== null && (
        <button type="button" className="button quiet" onClick={() => void restore(before)}>
          <Undo2 size={15} aria-hidden="true" /> {words.restore(before[locale])}
        </button>
      )}
    </>
  )
}

interface NameFormProps {
  readonly lamp: Lamp
  readonly onEnd: (renamed: boolean) => void
}

function NameForm({ lamp, onEnd }: NameFormProps) {
  const locale = useLocale()
  const words = lampNameWords[locale]
  const sentence = useSentence()
  const [name, setName] = useState(lamp.title[locale])
  const [refused, setRefused] = useState<Refused | null>(null)
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === lamp.title[locale]) return onEnd(false)
    const refusal = await renameLamp(lamp.id, name)
    if (refusal === null) onEnd(true)
    else setRefused(refusal)
  }
  return (
    <form
      className="lamp-rename"
      onSubmit={event => void onSubmit(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onEnd(false)
      }}
    >
      <input
        className="input"
        aria-label={words.name}
        aria-invalid={refused !== null}
        autoComplete="off"
        maxLength={maxWords}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this name
        autoFocus
        value={name}
        onFocus={event => event.target.select()}
        onChange={event => {
          setName(event.target.value)
          setRefused(null)
        }}
      />
      <button type="submit" className="button primary">
        {words.save}
      </button>
      <button type="button" className="button quiet" onClick={() => onEnd(false)}>
        {words.cancel}
      </button>
      {refused !== null && (
        <p className="lamp-red" role="alert">
          {sentence(refused)}
        </p>
      )}
    </form>
  )
}
