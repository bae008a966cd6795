import { Plus, X } from 'lucide-react'
import { useMemo } from 'react'
import { withFields } from '../../lessons/draft/edit-draft.ts'
import { holdsAt } from '../../lessons/draft/prove-draft.ts'
import type { Choice, Question, Step } from '../../lessons/index.ts'
import type { Check } from '../../trace/index.ts'
import { answerText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import { changeStep, useProof } from './authoring.ts'
import { ClaimField } from './claim-field.tsx'
import { PointFields } from './point-fields.tsx'
import { BilingualField, Complaints, NumberField } from './text-fields.tsx'

interface StepFieldsProps {
  readonly place: number
  readonly step: Step
}

const empty = { en: '', ja: '' }

const newQuestion: Readonly<Record<Question['type'], Question>> = {
  choice: {
    type: 'choice',
    ask: empty,
    why: empty,
    answer: 'a',
    choices: [
      { id: 'a', words: empty },
      { id: 'b', words: empty },
    ],
  },
  number: { type: 'number', ask: empty, why: empty, answer: 1 },
  point: { type: 'point', ask: empty, why: empty, answers: [] },
}
const kinds = ['choice', 'number', 'point'] as const

/** The prediction of a step: asked before it plays, and proven against the run. */
export function QuestionFields({ place, step }: StepFieldsProps) {
  const text = useText()
  const { ask } = step
  const set = (next: Question | undefined, field: string | null = null) =>
    changeStep(place, withFields(step, { ask: next }), field)
  if (ask === undefined)
    return (
      <div className="authoring-row">
        {kinds.map(kind => (
          <button key={kind} type="button" className="button small" onClick={() => set(newQuestion[kind])}>
            <Plus size={14} aria-hidden="true" /> {text(texts.questions[kind])}
          </button>
        ))}
      </div>
    )
  const keys = ['steps', place, 'ask']
  return (
    <div className="authoring-group">
      <BilingualField
        label={text(texts.ask)}
        value={ask.ask}
        keys={[...keys, 'ask']}
        lines={2}
        onChange={words => set({ ...ask, ask: words ?? empty }, 'ask.ask')}
      />
      {ask.type === 'choice' && <ChoiceFields place={place} step={step} ask={ask} onChange={set} />}
      {ask.type === 'number' && (
        <>
          <div className="authoring-pair">
            <NumberField
              label={text(texts.rightNumber)}
              unit=""
              value={ask.answer}
              keys={[...keys, 'answer']}
              onChange={answer => set({ ...ask, answer: answer ?? Number.NaN }, 'ask.answer')}
            />
            <NumberField
              label={text(texts.tolerance)}
              unit=""
              value={ask.tolerance ?? 0}
              keys={[...keys, 'tolerance']}
              onChange={tolerance => {
                const { tolerance: _, ...exact } = ask
                set(
                  tolerance === undefined || tolerance === 0 ? exact : { ...ask, tolerance },
                  'ask.tolerance',
                )
              }}
            />
          </div>
          <BilingualField
            label={text(texts.unit)}
            value={ask.unit}
            optional
            keys={[...keys, 'unit']}
            onChange={unit => {
              const { unit: _, ...without } = ask
              set(unit === undefined ? without : { ...ask, unit }, 'ask.unit')
            }}
          />
        </>
      )}
      {ask.type === 'point' && (
        <PointFields
          label={text(texts.rightThings)}
          things={ask.answers}
          keys={[...keys, 'answers']}
          onChange={answers => set({ ...ask, answers })}
        />
      )}
      {ask.type !== 'choice' && (
        <>
          <ClaimField
            label={text(texts.claim)}
            place={place}
            step={step}
            claim={ask.claim}
            keys={[...keys, 'claim']}
            onChange={claim => {
              const { claim: _, ...without } = ask
              set(claim === undefined ? without : { ...ask, claim })
            }}
          />
          <Verdict place={place} claim={ask.claim} right />
        </>
      )}
      <BilingualField
        label={text(texts.why)}
        value={ask.why}
        keys={[...keys, 'why']}
        lines={2}
        onChange={words => set({ ...ask, why: words ?? empty }, 'ask.why')}
      />
      <button type="button" className="button small" onClick={() => set(undefined)}>
        <X size={14} aria-hidden="true" /> {text(texts.removeQuestion)}
      </button>
    </div>
  )
}

interface ChoiceFieldsProps extends StepFieldsProps {
  readonly ask: Extract<Question, { type: 'choice' }>
  readonly onChange: (next: Question, field?: string | null) => void
}

const mostChoices = 6

function ChoiceFields({ place, step, ask, onChange }: ChoiceFieldsProps) {
  const text = useText()
  const { choices, answer } = ask
  const keys = ['steps', place, 'ask', 'choices']
  const setChoice = (i: number, next: Choice, field: string | null = null) =>
    onChange({ ...ask, choices: choices.with(i, next) }, field)
  const add = () => {
    const taken = new Set(choices.map(({ id }) => id))
    const id = [...'abcdefgh'].find(letter => !taken.has(letter)) ?? `choice-${choices.length}`
    onChange({ ...ask, choices: [...choices, { id, words: empty }] })
  }
  return (
    <>
      {choices.map((choice, i) => {
        const right = choice.id === answer
        const name = text(answerText(i + 1))
        return (
          <fieldset key={choice.id} className="authoring-choice" data-right={right || undefined}>
            <legend>
              <label>
                <input
                  type="radio"
                  name={`right-${place}`}
                  checked={right}
                  onChange={() => onChange({ ...ask, answer: choice.id })}
                />{' '}
                {name} {right && `· ${text(texts.right)}`}
              </label>
              {choices.length > 2 && (
                <IconButton
                  label={text(texts.removeChoice)}
                  onClick={() => {
                    const left = choices.toSpliced(i, 1)
                    onChange({ ...ask, choices: left, answer: right ? left[0]!.id : answer })
                  }}
                >
                  <X size={14} aria-hidden="true" />
                </IconButton>
              )}
            </legend>
            <BilingualField
              label={text(texts.choiceWords)}
              value={choice.words}
              keys={[...keys, i, 'words']}
              onChange={words => setChoice(i, { ...choice, words: words ?? empty }, `choice.${choice.id}`)}
            />
            <ClaimField
              label={text(texts.claim)}
              place={place}
              step={step}
              claim={choice.claim}
              keys={[...keys, i, 'claim']}
              onChange={claim => {
                const { claim: _, ...without } = choice
                setChoice(i, claim === undefined ? without : { ...choice, claim })
              }}
            />
            <Verdict place={place} claim={choice.claim} right={right} />
          </fieldset>
        )
      })}
      <Complaints keys={['steps', place, 'ask', 'answer']} />
      {choices.length < mostChoices && (
        <button type="button" className="button small" onClick={add}>
          <Plus size={14} aria-hidden="true" /> {text(texts.addChoice)}
        </button>
      )}
    </>
  )
}

interface VerdictProps {
  readonly place: number
  readonly claim: Check | undefined
  /** The claim of the right answer must hold, those of the others must not. */
  readonly right: boolean
}

/** True if the lesson's own run confirms a claim, at the end of its step. */
function Verdict({ place, claim, right }: VerdictProps) {
  const text = useText()
  const proof = useProof()
  const endedAt = proof?.steps[place]?.endedAt
  const holds = useMemo(
    () =>
      proof === null || endedAt === undefined || claim === undefined
        ? null
        : holdsAt(proof.trace, endedAt, claim),
    [proof, endedAt, claim],
  )
  if (claim === undefined) return null
  if (holds === null) return <p className="note">{text(texts.proving)}</p>
  return (
    <p className="authoring-verdict" data-good={holds === right} role="status">
      <span aria-hidden="true">{holds ? '✓' : '✗'}</span> {text(holds ? texts.holds : texts.holdsNot)}{' '}
      {holds !== right && text(right ? texts.mustHold : texts.mustNotHold)}
    </p>
  )
}
