import { useId, useState } from 'react'
import { participantsOf } from '../../browser/scenario-participants.ts'
import { complaintsAbout, complaintsAt } from '../../lessons/draft/complaints.ts'
import type { Step } from '../../lessons/index.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { useText } from '../ui/use-text.ts'
import { changeStep, useDraft } from './authoring.ts'

/** A step as JSON, for what the form has no fields for. An invalid text changes nothing and says what is wrong. */
export function StepDataField({ place, step }: { readonly place: number; readonly step: Step }) {
  const text = useText()
  const sentence = useSentence()
  const id = useId()
  const draft = useDraft()
  const written = JSON.stringify(step, null, 2)
  /** The typed text, and the step that was shown when typing began; another change of the step replaces it. */
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: Step } | null>(null)
  const [problems, setProblems] = useState<readonly string[]>([])
  const apply = (value: string) => {
    let parsed: unknown
    try {
      parsed = JSON.parse(value)
    } catch {
      setTyped({ text: value, of: step })
      return setProblems([text(texts.notJson)])
    }
    const next = parsed as Step
    const found = complaintsAt(
      complaintsAbout({ ...draft, steps: draft.steps.with(place, next) }, participantsOf),
      ['steps', place],
    )
    setProblems(found.map(({ refusal }) => sentence(refusal)))
    setTyped({ text: value, of: found.length === 0 ? next : step })
    if (found.length === 0) changeStep(place, next, 'data')
  }
  const shown = typed !== null && typed.of === step ? typed.text : written
  const faults = shown === written ? [] : problems
  return (
    <div className="authoring-group">
      <textarea
        className="input mono authoring-data"
        aria-label={text(texts.data)}
        aria-invalid={faults.length > 0 || undefined}
        aria-describedby={id}
        rows={10}
        spellCheck={false}
        value={shown}
        onChange={event => apply(event.target.value)}
      />
      <p id={id} className={faults.length > 0 ? 'authoring-complaint' : 'note'} role="status">
        {faults.length > 0 ? faults.join(' ') : text(texts.dataHelp)}
      </p>
    </div>
  )
}
