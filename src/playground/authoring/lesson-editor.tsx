import { ChevronDown, ChevronUp, Redo2, Undo2, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { complaintsAt } from '../../lessons/draft/complaints.ts'
import type { Step } from '../../lessons/index.ts'
import { plainNarration } from '../../lessons/narration-markup.ts'
import { numberedText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import {
  closeEditor,
  redoChange,
  selectStep,
  undoChange,
  useAuthoring,
  useDraft,
  useProof,
} from './authoring.ts'
import { useAuthoringOpen } from './authoring-open.ts'
import { failureOf } from './first-failure.ts'
import { LessonFields } from './lesson-fields.tsx'
import { LessonTools } from './lesson-tools.tsx'
import { useMyLessons } from './my-lessons.ts'
import type { Proof } from './prove.ts'
import { StepForm } from './step-form.tsx'
import './lesson-editor.css'

/** The editor of a lesson beside the canvas. */
export default function LessonEditor() {
  const text = useText()
  const small = useAuthoringOpen(({ small }) => small)
  const heading = useRef<HTMLHeadingElement>(null)
  const shelfId = useAuthoring(({ shelfId }) => shelfId)
  const canUndo = useAuthoring(({ history }) => history.past.length > 0)
  const canRedo = useAuthoring(({ history }) => history.future.length > 0)
  const unstored = useMyLessons(({ unstored }) => unstored)
  // The focus follows to the lesson that is opened, because the dialog that led there is gone.
  useEffect(() => {
    if (shelfId !== '') heading.current?.focus()
  }, [shelfId])
  return (
    <section
      className="authoring"
      aria-label={text(texts.editor)}
      data-small={small || undefined}
      onKeyDown={undoByKey}
    >
      <header className="authoring-head">
        <h2 ref={heading} tabIndex={-1}>
          {text(texts.editor)}
        </h2>
        <IconButton label={text(texts.undo)} aria-disabled={!canUndo} onClick={undoChange}>
          <Undo2 size={17} aria-hidden="true" />
        </IconButton>
        <IconButton label={text(texts.redo)} aria-disabled={!canRedo} onClick={redoChange}>
          <Redo2 size={17} aria-hidden="true" />
        </IconButton>
        <IconButton
          className="authoring-fold"
          label={text(small ? texts.expand : texts.collapse)}
          aria-expanded={!small}
          onClick={() => useAuthoringOpen.setState({ small: !small })}
        >
          {small ? <ChevronUp size={17} aria-hidden="true" /> : <ChevronDown size={17} aria-hidden="true" />}
        </IconButton>
        <IconButton label={text(texts.close)} onClick={closeEditor}>
          <X size={17} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="authoring-body">
        {unstored && <p role="alert">{text(texts.unstored)}</p>}
        <LessonFields />
        <StepList />
      </div>
      <LessonTools />
    </section>
  )
}

/** Ctrl+Z is about the lesson while the focus is in its editor, not about the acts of the run. */
function undoByKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyZ' || event.altKey) return
  event.preventDefault()
  if (event.shiftKey) redoChange()
  else undoChange()
}

function StepList() {
  const text = useText()
  const draft = useDraft()
  const selected = useAuthoring(({ selected }) => selected)
  return (
    <ol className="authoring-steps" aria-label={text(texts.steps)}>
      {draft.steps.map((step, place) => (
        // A step keeps its form while its text and its place change.
        <li key={step.id} data-selected={place === selected || undefined}>
          <StepRow place={place} step={step} expanded={place === selected} />
          {place === selected && <StepForm place={place} step={step} />}
        </li>
      ))}
    </ol>
  )
}

interface StepRowProps {
  readonly place: number
  readonly step: Step
  readonly expanded: boolean
}

function StepRow({ place, step, expanded }: StepRowProps) {
  const text = useText()
  const proof = useProof()
  const complaints = useAuthoring(({ complaints }) => complaints)
  const wrong = complaintsAt(complaints, ['steps', place]).length > 0
  const state = wrong ? 'wrong' : proof === null ? 'unknown' : stateIn(proof, place, step)
  const say = plainNarration(text(step.say) || step.say.en || step.say.ja)
  return (
    <button
      type="button"
      className="authoring-step-row"
      aria-expanded={expanded}
      data-state={state}
      onClick={() => selectStep(expanded ? null : place)}
    >
      <span className="authoring-step-number">{place + 1}</span>
      <span className="authoring-step-say">
        {step.chapter !== undefined && <strong>{text(step.chapter)}: </strong>}
        {say.trim() === '' ? text(texts.emptyStep) : say}
      </span>
      <span className="authoring-step-marks" aria-hidden="true">
        {step.ask !== undefined && '?'}
        {(step.actions?.length ?? 0) > 0 && '▸'}
      </span>
      <span className="authoring-step-state" title={text(texts.states[state])}>
        <span aria-hidden="true">{glyphs[state]}</span>
        <span className="visually-hidden">{text(texts.states[state])}</span>
      </span>
      <span className="visually-hidden">{text(numberedText(place + 1))}</span>
    </button>
  )
}

type State = 'wrong' | 'unknown' | 'good' | 'bad'
const glyphs: Readonly<Record<State, string>> = { wrong: '!', unknown: '○', good: '✓', bad: '✗' }

const stateIn = (proof: Proof, place: number, step: Step): State =>
  proof.steps[place]?.status !== 'unplayed' && failureOf(proof, place, step) === null ? 'good' : 'bad'
