import {
  ArrowDown,
  ArrowUp,
  Combine,
  Play,
  Plus,
  Scissors,
  SplitSquareVertical,
  Trash2,
  X,
} from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import {
  addStep,
  beginAt,
  canMerge,
  canSplit,
  endAt,
  mergeSteps,
  moveStep,
  removeStep,
  splitStep,
  withFields,
} from '../../lessons/draft/edit-draft.ts'
import type { Anchor, Direction, Step } from '../../lessons/index.ts'
import { type Bilingual, describeAction, describeCheck } from '../../narration/index.ts'
import { sameText } from '../../scenarios/card.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { Narration } from '../lessons/narration.tsx'
import { useActWords } from '../lessons/use-act-words.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Toolbar } from '../ui/toolbar.tsx'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { change, changeStep, playFrom, selectStep, useDraft, useProof } from './authoring.ts'
import { AwaitFields } from './await-fields.tsx'
import { LampFields } from './lamp-fields.tsx'
import { PointFields } from './point-fields.tsx'
import { QuestionFields } from './question-fields.tsx'
import { StepDataField } from './step-data-field.tsx'
import { BilingualField, Complaints } from './text-fields.tsx'

interface StepFormProps {
  readonly place: number
  readonly step: Step
}

/** Everything that a step is, in the order in which it is shown. */
export function StepForm({ place, step }: StepFormProps) {
  const text = useText()
  const setPoints = useCallback(
    (points: readonly Anchor[]) =>
      changeStep(place, withFields(step, { points: points.length === 0 ? undefined : points })),
    [place, step],
  )
  return (
    <div className="authoring-step">
      <StepTools place={place} step={step} />
      <StepVerdict place={place} />
      <Complaints keys={['steps', place, 'id']} />
      <BilingualField
        label={text(texts.say)}
        value={step.say}
        keys={['steps', place, 'say']}
        lines={3}
        onChange={say => changeStep(place, withFields(step, { say: say ?? { en: '', ja: '' } }), 'say')}
      />
      <Preview words={step.say} />
      <StageLines directions={step.stage ?? []} title={texts.staged} />
      <ActList place={place} step={step} />
      <StageLines directions={step.cues ?? []} title={texts.cued} />
      <AwaitFields place={place} step={step} />
      <PointFields
        label={text(texts.points)}
        things={step.points ?? []}
        keys={['steps', place, 'points']}
        onChange={setPoints}
      />
      <Part name="lesson-question" title={texts.question} mark={step.ask !== undefined}>
        <QuestionFields place={place} step={step} />
      </Part>
      <Part name="lesson-lamps" title={texts.lamps} mark={step.lamps !== undefined}>
        <LampFields place={place} step={step} />
      </Part>
      <Part
        name="lesson-notes"
        title={texts.notesAndChapter}
        mark={step.notes !== undefined || step.chapter !== undefined}
      >
        <BilingualField
          label={text(texts.chapter)}
          value={step.chapter}
          optional
          keys={['steps', place, 'chapter']}
          onChange={chapter => changeStep(place, withFields(step, { chapter }), 'chapter')}
        />
        <BilingualField
          label={text(texts.notes)}
          value={step.notes}
          optional
          lines={2}
          keys={['steps', place, 'notes']}
          onChange={notes => changeStep(place, withFields(step, { notes }), 'notes')}
        />
      </Part>
      <Part name="lesson-data" title={texts.data} mark={false}>
        <StepDataField place={place} step={step} />
      </Part>
    </div>
  )
}

interface PartProps {
  readonly name: string
  readonly title: Bilingual
  /** The step has this part. */
  readonly mark: boolean
  readonly children: ReactNode
}

function Part({ name, title, mark, children }: PartProps) {
  const text = useText()
  return (
    <Disclosure name={name} title={text(title)} note={mark ? '●' : undefined} quiet>
      {children}
    </Disclosure>
  )
}

function StepTools({ place, step }: StepFormProps) {
  const text = useText()
  const draft = useDraft()
  const sentence = useSentence()
  const [refused, setRefused] = useState<Refused | null>(null)
  const last = draft.steps.length - 1
  const move = (to: number) => {
    change(moveStep(draft, place, to))
    if (to >= 0 && to <= last) selectStep(to)
  }
  return (
    <>
      <Toolbar className="authoring-tools" label={text(texts.stepTools)}>
        <button
          type="button"
          className="button small"
          onClick={() => {
            const refusal = playFrom(place)
            setRefused(isRefused(refusal) ? refusal : null)
          }}
        >
          <Play size={14} aria-hidden="true" /> {text(texts.playFrom)}
        </button>
        <IconButton label={text(texts.up)} aria-disabled={place === 0} onClick={() => move(place - 1)}>
          <ArrowUp size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={text(texts.down)} aria-disabled={place === last} onClick={() => move(place + 1)}>
          <ArrowDown size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={text(texts.merge)}
          aria-disabled={!canMerge(draft, place)}
          onClick={() => change(mergeSteps(draft, place))}
        >
          <Combine size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={text(texts.split)}
          aria-disabled={!canSplit(step)}
          onClick={() => change(splitStep(draft, place))}
        >
          <SplitSquareVertical size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={text(texts.add)}
          onClick={() => {
            change(addStep(draft, place))
            selectStep(place + 1)
          }}
        >
          <Plus size={16} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={text(texts.removeStep)}
          aria-disabled={last === 0}
          onClick={() => change(removeStep(draft, place))}
        >
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </Toolbar>
      <div className="authoring-row">
        <button
          type="button"
          className="button small quiet"
          title={text(texts.beginHereHelp)}
          aria-disabled={place === 0}
          onClick={() => {
            change(beginAt(draft, place))
            selectStep(0)
          }}
        >
          <Scissors size={14} aria-hidden="true" /> {text(texts.beginHere)}
        </button>
        <button
          type="button"
          className="button small quiet"
          title={text(texts.endHereHelp)}
          aria-disabled={place === last}
          onClick={() => change(endAt(draft, place))}
        >
          <Scissors size={14} aria-hidden="true" /> {text(texts.endHere)}
        </button>
      </div>
      {refused !== null && (
        <p className="authoring-complaint" role="alert">
          {sentence(refused)}
        </p>
      )}
    </>
  )
}

/** The outcome of the step when the lesson was proven. */
function StepVerdict({ place }: { readonly place: number }) {
  const text = useText()
  const sentence = useSentence()
  const proof = useProof()?.steps[place]
  if (proof === undefined || proof.status === 'reached') return null
  return (
    <p className="authoring-verdict" data-good={false} role="status">
      <span aria-hidden="true">✗</span>{' '}
      {proof.status === 'refused' && proof.problem !== null
        ? sentence(proof.problem)
        : proof.missed !== null
          ? `${text(texts.missed)} ${text(describeCheck(proof.missed.check))}`
          : text(texts.unplayed)}
    </p>
  )
}

/** The narration as the room will see it. */
function Preview({ words }: { readonly words: Bilingual }) {
  const text = useText()
  const shown = text(words)
  if (shown.trim() === '') return null
  return (
    <div className="authoring-preview">
      <span className="note">{text(texts.preview)}</span>
      <Narration text={shown} />
    </div>
  )
}

function ActList({ place, step }: StepFormProps) {
  const text = useText()
  const words = useActWords()
  const { actions = [] } = step
  if (actions.length === 0) return <Complaints keys={['steps', place, 'actions']} />
  return (
    <fieldset className="authoring-texts">
      <legend>{text(texts.acts)}</legend>
      <ul className="authoring-acts">
        {actions.map((action, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same act may be there twice
          <li key={i}>
            <span>{words(action)}</span>
            <IconButton
              label={text(texts.removeAct)}
              onClick={() => {
                const left = actions.toSpliced(i, 1)
                changeStep(place, withFields(step, { actions: left.length === 0 ? undefined : left }))
              }}
            >
              <X size={14} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <Complaints keys={['steps', place, 'actions']} />
    </fieldset>
  )
}

/** Stage directions in words; they are edited as data. */
function StageLines({
  directions,
  title,
}: {
  readonly directions: readonly Direction[]
  readonly title: Bilingual
}) {
  const text = useText()
  if (directions.length === 0) return null
  return (
    <details className="authoring-stage">
      <summary>
        {text(title)} ({directions.length})
      </summary>
      <ol>
        {directions.map((direction, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same direction may be there twice
          <li key={i}>{text(wordsOfDirection(direction))}</li>
        ))}
      </ol>
    </details>
  )
}

const wordsOfDirection = (direction: Direction): Bilingual =>
  direction.type === 'act'
    ? describeAction(direction.action)
    : direction.type === 'wait' && typeof direction.for !== 'string'
      ? describeCheck(direction.for)
      : sameText(JSON.stringify(direction))
