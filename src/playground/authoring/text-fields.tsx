import { useId } from 'react'
import { complaintsAt, type DraftComplaint } from '../../lessons/draft/complaints.ts'
import type { Bilingual, Language } from '../../narration/index.ts'
import { numberInDecimal } from '../../trace/index.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { useAuthoring } from './authoring.ts'

type Keys = DraftComplaint['keys']

/** The faults of the part of the lesson to which the keys lead, in the page's language. */
export function useComplaints(keys: Keys): readonly string[] {
  const sentence = useSentence()
  const complaints = useAuthoring(({ complaints }) => complaints)
  return [...new Set(complaintsAt(complaints, keys).map(({ atField }) => sentence(atField)))]
}

/** The faults of a part, at its field. */
export function Complaints({ id, keys }: { readonly id?: string; readonly keys: Keys }) {
  const complaints = useComplaints(keys)
  if (complaints.length === 0) return null
  return (
    <p className="authoring-complaint" id={id} role="alert">
      {complaints.join(' ')}
    </p>
  )
}

interface BilingualFieldProps {
  readonly label: string
  /** Undefined: an optional text that is missing. */
  readonly value: Bilingual | undefined
  /** Undefined when both texts of an optional one are emptied. */
  readonly onChange: (value: Bilingual | undefined) => void
  readonly keys: Keys
  readonly optional?: boolean
  /** Lines of the field; default: one. */
  readonly lines?: number
}

const languages: readonly Language[] = ['en', 'ja']

/** A text in both languages. An empty translation shows what its readers will see instead. */
export function BilingualField({
  label,
  value,
  onChange,
  keys,
  optional = false,
  lines = 1,
}: BilingualFieldProps) {
  const text = useText()
  const current = value ?? { en: '', ja: '' }
  const set = (language: Language, typed: string) => {
    const next = { ...current, [language]: typed }
    onChange(optional && next.en === '' && next.ja === '' ? undefined : next)
  }
  return (
    <fieldset className="authoring-texts">
      <legend>{label}</legend>
      {languages.map(language => (
        <OneLanguage
          key={language}
          label={label}
          language={language}
          value={current[language]}
          other={current[language === 'en' ? 'ja' : 'en']}
          keys={[...keys, language]}
          lines={lines}
          onChange={typed => set(language, typed)}
        />
      ))}
      {current.en.trim() === '' && current.ja.trim() === '' ? (
        <Complaints keys={[...keys]} />
      ) : (
        (current.en.trim() === '' || current.ja.trim() === '') && (
          <p className="note">{text(current.en.trim() === '' ? texts.noEnglish : texts.noJapanese)}</p>
        )
      )}
    </fieldset>
  )
}

interface OneLanguageProps {
  readonly label: string
  readonly language: Language
  readonly value: string
  readonly other: string
  readonly keys: Keys
  readonly lines: number
  readonly onChange: (typed: string) => void
}

function OneLanguage({ label, language, value, other, keys, lines, onChange }: OneLanguageProps) {
  const text = useText()
  const id = useId()
  const empty = value.trim() === ''
  const complaints = useComplaints(keys)
  const wrong = !empty && complaints.length > 0
  const name = text(texts.languages[language])
  const shared = {
    className: 'input',
    lang: language,
    value,
    placeholder: empty && other.trim() !== '' ? other : '',
    'aria-label': `${label}: ${name}`,
    'aria-invalid': wrong || (empty && other.trim() === '' && complaints.length > 0) || undefined,
    'aria-describedby': wrong ? id : undefined,
  }
  return (
    <div className="authoring-language">
      <span aria-hidden="true">{texts.shortLanguages[language]}</span>
      {lines === 1 ? (
        <input {...shared} onChange={event => onChange(event.target.value)} />
      ) : (
        <textarea {...shared} rows={lines} onChange={event => onChange(event.target.value)} />
      )}
      {wrong && <Complaints id={id} keys={keys} />}
    </div>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number | undefined
  /** Undefined for an emptied field. */
  readonly onChange: (value: number | undefined) => void
  readonly keys: Keys
  readonly unit: string
}

/** A number with its unit. The text is kept while it is no number, and the field then says so. */
export function NumberField({ label, value, onChange, keys, unit }: NumberFieldProps) {
  const id = useId()
  const complaints = useComplaints(keys)
  return (
    <label className="authoring-number">
      <span className="authoring-label">{label}</span>
      <input
        className="input tabular"
        type="number"
        step="any"
        value={value === undefined || Number.isNaN(value) ? '' : value}
        aria-invalid={complaints.length > 0 || undefined}
        aria-describedby={complaints.length > 0 ? id : undefined}
        onChange={event => {
          const typed = event.target.value
          onChange(typed === '' ? undefined : numberInDecimal(typed))
        }}
      />
      <span className="note">{unit}</span>
      <Complaints id={id} keys={keys} />
    </label>
  )
}
