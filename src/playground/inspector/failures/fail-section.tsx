import { Zap } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { type Fault, faults, type ParticipantId, type PathText, refusalAbout } from '../../../trace/index.ts'
import { act } from '../../store/acts.ts'
import { useRun } from '../../store/run-store.ts'
import { obstacleTexts } from '../../texts/acts-texts.ts'
import { failingTexts } from '../../texts/failing-texts.ts'
import { Choices } from '../../ui/choices.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Field } from '../../ui/field.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { useSentence } from '../../ui/use-sentence.ts'
import { useText } from '../../ui/use-text.ts'
import { supervisionOf } from '../supervision/supervision-of.ts'
import { useStrategyWords } from '../supervision/use-strategy-words.ts'
import { armedFailures } from './armed-fault.ts'
import { actionOf, complaintAbout, defaultClass, type FaultDraft } from './fault-draft.ts'
import { type Forecast, forecast } from './fault-forecast.ts'
import './fail-section.css'

interface FailSectionProps {
  readonly participant: ParticipantId
  readonly path: PathText
  readonly title: string
  /** Error classes of the actor's card. */
  readonly errors: readonly string[]
}

/** The option to type the name of another error class. */
const ownClass = '…'

/** Makes the actor fail at its next message, and forecasts the outcome. */
export function FailSection({ participant, path, title, errors }: FailSectionProps) {
  const t = useDeferredTexts('failing')
  const text = useText()
  const words = useStrategyWords()
  const sentence = useSentence()
  const id = useId()
  const view = useRun(({ throttled }) => throttled)
  const log = useRun(({ log }) => log)
  const classes = [...errors, ...(errors.includes(defaultClass) ? [] : [defaultClass])]
  const [chosen, setChosen] = useState(classes[0] ?? defaultClass)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<Fault>('error')
  const [times, setTimes] = useState('1')
  const [during, setDuring] = useState<FaultDraft['during']>('message')
  const [checked, setChecked] = useState(false)
  const { rules, obstacle } = supervisionOf(view, participant, path)
  const armed = armedFailures(view, log, participant, path)
  const error = (chosen === ownClass ? typed : chosen).trim()
  const draft: FaultDraft = { error, fault, times, during }
  const complaint = checked ? complaintAbout(draft) : null

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (obstacle !== null) return
    setChecked(true)
    if (complaintAbout(draft) === null) void act(actionOf(draft, participant, path))
  }
  const errorProps = (field: 'error' | 'times') =>
    complaint?.field === field
      ? ({ 'aria-invalid': true, 'aria-describedby': `${id}-complaint` } as const)
      : {}

  return (
    <section className="fail-section" aria-label={text(failingTexts.title)}>
      <form onSubmit={onSubmit} noValidate aria-label={text(failingTexts.title)}>
        <div className="fail-row">
          <Field label={text(failingTexts.with)}>
            <select
              className="input mono"
              value={chosen}
              disabled={fault !== 'error'}
              onChange={event => {
                setChecked(false)
                setChosen(event.target.value)
              }}
            >
              {classes.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
              <option value={ownClass}>{text(failingTexts.own)}</option>
            </select>
          </Field>
          <button
            type="submit"
            className="button fail-button"
            aria-disabled={obstacle !== null}
            aria-describedby={`${id}-forecast`}
          >
            <Zap size={15} aria-hidden="true" />
            <span>
              {text(failingTexts.next)} <span className="visually-hidden">{title}</span>
            </span>
          </button>
        </div>
        {chosen === ownClass && fault === 'error' && (
          <Field label={text(failingTexts.ownClass)}>
            <input
              className="input mono"
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              placeholder="DiskFull"
              value={typed}
              {...errorProps('error')}
              onChange={event => {
                setChecked(false)
                setTyped(event.target.value)
              }}
            />
          </Field>
        )}
        <p id={`${id}-forecast`} className="note">
          {obstacle === null ? (
            <ForecastText
              outcome={forecast(rules, fault, error, during)}
              error={error}
              fault={fault}
              words={words}
            />
          ) : (
            text(obstacleTexts[obstacle])
          )}
        </p>
        {armed > 0 && obstacle === null && (
          <p className="armed" role="status">
            {t('armed', { times: armed })}
          </p>
        )}
        {obstacle === null && (
          <Disclosure name="failing" title={text(failingTexts.more)} quiet>
            <div className="fail-more">
              <Field label={text(failingTexts.fault)}>
                <select
                  className="input"
                  value={fault}
                  onChange={event => {
                    setChecked(false)
                    setFault(faults.find(name => name === event.target.value) ?? 'error')
                  }}
                >
                  {faults.map(name => (
                    <option key={name} value={name}>
                      {text(failingTexts.faults[name])}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={text(failingTexts.times)}>
                <input
                  className="input tabular"
                  inputMode="numeric"
                  autoComplete="off"
                  value={times}
                  {...errorProps('times')}
                  onChange={event => {
                    setChecked(false)
                    setTimes(event.target.value)
                  }}
                />
              </Field>
            </div>
            <Choices
              label={text(failingTexts.during)}
              labelled
              options={(['message', 'start'] as const).map(id => ({
                id,
                label: text(failingTexts.when[id]),
              }))}
              chosen={during}
              onChoose={setDuring}
            />
            {during === 'start' && <p className="note">{text(failingTexts.startHelp)}</p>}
          </Disclosure>
        )}
        <p className="complaint" id={`${id}-complaint`} role="alert">
          {complaint !== null &&
            sentence(
              refusalAbout(
                complaint.complaint,
                text(complaint.field === 'times' ? failingTexts.times : failingTexts.ownClass),
              ),
            )}
        </p>
      </form>
    </section>
  )
}

interface ForecastTextProps {
  readonly outcome: Forecast
  readonly fault: Fault
  readonly error: string
  readonly words: ReturnType<typeof useStrategyWords>
}

function ForecastText({ outcome, fault, error, words }: ForecastTextProps) {
  const t = useDeferredTexts('failing')
  const text = useText()
  const cause = fault === 'error' ? error || text(failingTexts.own) : text(failingTexts.faults[fault])
  switch (outcome.type) {
    case 'beyond':
      return text(failingTexts.beyond[outcome.fault])
    case 'start-cannot-resume':
      return text(failingTexts.startCannotResume)
    case 'no-rule':
      return t('forecast', {
        cause,
        decision: text(failingTexts.nobody),
        effect: words.effect({ type: 'stop' }),
      })
    case 'decided':
      return t('forecast', {
        cause,
        decision: words.name(outcome.rule.strategy),
        effect: words.effect(outcome.rule.strategy),
      })
  }
}
