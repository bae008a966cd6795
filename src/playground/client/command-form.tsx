import { Footprints } from 'lucide-react'
import { useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { type CommandCard, refuseCommand, requestText } from '../../scenarios/card.ts'
import { type Action, numberInDecimal, type Refused } from '../../trace/index.ts'
import { followAct, send as sendCommand } from '../follow/following.ts'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { loadWhenIdle } from '../ui/deferred-part.ts'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'

interface CommandFormProps {
  readonly command: CommandCard
  readonly primary?: boolean
}

/** Loaded late, because it needs the schema of all actions. */
const loadRefuseSend = () => import('./refuse-send.ts')
loadWhenIdle(loadRefuseSend)

/** Key of the number of copies among the fields. The space keeps it apart from their names. */
const timesField = 'number of copies'

/** The first invalid field of a command, and what is wrong with it. */
function firstComplaint(fields: CommandCard['fields'], typed: Readonly<Record<string, string>>) {
  for (const field of fields) {
    const refused = refuseCommand({ fields: [field] }, typed)
    if (refused !== null) return { field: field.name, refused }
  }
  return null
}

/** The form of one command. It shows why a command is refused, and sends an accepted one as a `Tell` action. */
export function CommandForm({ command, primary = false }: CommandFormProps) {
  const text = useText()
  const sentence = useSentence()
  const id = useId()
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const scenario = useScenario()
  const t = useTranslations('burst')
  const following = useTranslations('follow')
  const format = useFormatter()
  const [times, setTimes] = useState(String(command.burst ?? 1))
  const [complaint, setComplaint] = useState<{ readonly field: string; readonly refused: Refused } | null>(
    null,
  )
  const ready = useRun(({ session }) => session !== null)

  const send = async (count: number, followed = false) => {
    const typed = Object.fromEntries(command.fields.map(field => [field.name, values[field.name] ?? '']))
    const complaint = firstComplaint(command.fields, typed)
    setComplaint(complaint)
    if (complaint !== null) return
    // The values stay, so that a key that presses the button again repeats the command instead of emptying an entry.
    const message = { ...typed, type: command.type }
    const { participant, actor } = command
    const action: Action = {
      type: 'Tell',
      participant,
      actor,
      message,
      ...(count === 1 ? {} : { times: count }),
    }
    const refused = (await loadRefuseSend()).refuseSend(action, t('count'))
    if (refused !== null) return setComplaint({ field: timesField, refused })
    const name = requestText(scenario, message)
    if (followed) await followAct(action, name)
    else if (count === 1) await sendCommand(action, name)
    else await act(action)
  }

  const count = numberInDecimal(times)
  const first = command.fields[0]
  const marksOf = (field: string) =>
    complaint?.field === field ? { 'aria-invalid': true, 'aria-describedby': `${id}-complaint` } : {}

  return (
    <form
      className="command-form"
      data-command={command.type}
      onSubmit={event => {
        event.preventDefault()
        void send(1)
      }}
      noValidate
      aria-labelledby={`${id}-title`}
    >
      <h2 id={`${id}-title`}>{text(command.title)}</h2>
      <p className="note">{text(command.help)}</p>
      <div className="command-fields">
        {command.fields.map(field => (
          <Field key={field.name} label={text(field.label)}>
            <input
              className="input"
              type="text"
              autoComplete="off"
              spellCheck={false}
              placeholder={field.example}
              value={values[field.name] ?? ''}
              {...marksOf(field.name)}
              onChange={event => {
                setComplaint(null)
                setValues({ ...values, [field.name]: event.target.value })
              }}
            />
          </Field>
        ))}
        <button type="submit" className={primary ? 'button primary' : 'button'} disabled={!ready}>
          {text(command.submit)}
        </button>
        <IconButton
          label={following('follow')}
          title={following('followHelp')}
          disabled={!ready}
          onClick={() => void send(1, true)}
        >
          <Footprints size={17} aria-hidden="true" />
        </IconButton>
      </div>
      {first?.examples !== undefined && (
        <ul className="examples" aria-label={t('examples', { field: text(first.label) })}>
          {first.examples.map(example => (
            <li key={example}>
              <button
                type="button"
                className="example mono"
                onClick={() => {
                  setComplaint(null)
                  setValues({ ...values, [first.name]: example })
                }}
              >
                {example}
              </button>
            </li>
          ))}
        </ul>
      )}
      {command.burst !== undefined && (
        <div className="burst">
          <label>
            <span>{t('count')}</span>
            <input
              className="input tabular"
              inputMode="numeric"
              autoComplete="off"
              value={times}
              {...marksOf(timesField)}
              onChange={event => {
                setComplaint(null)
                setTimes(event.target.value)
              }}
            />
          </label>
          <button type="button" className="button" disabled={!ready} onClick={() => void send(count)}>
            {t('send', { count: Number.isInteger(count) && count > 0 ? format.number(count) : '?' })}
          </button>
        </div>
      )}
      <p className="complaint" id={`${id}-complaint`} role="alert">
        {complaint !== null && sentence(complaint.refused)}
      </p>
    </form>
  )
}
