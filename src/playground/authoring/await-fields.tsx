import { useId } from 'react'
import { awaitOf, awaitOfAct } from '../../lessons/draft/draft-of-run.ts'
import { withFields } from '../../lessons/draft/edit-draft.ts'
import { formedCheck, formedWords, type Happening } from '../../lessons/draft/happenings.ts'
import type { Await, Step } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useText } from '../ui/use-text.ts'
import { changeStep, useAuthoring, useProof } from './authoring.ts'
import { useChosenEvent } from './selected-event.ts'
import { BilingualField, Complaints, NumberField } from './text-fields.tsx'

interface StepFieldsProps {
  readonly place: number
  readonly step: Step
}

const idOf = (check: Await['check']): string => JSON.stringify(check)

/** The consequences of a step's acts: in its recorded run, and in the lesson's own. The first time of each thing. */
export function useHappenings(place: number, step: Step): readonly Happening[] {
  const recorded = useAuthoring(({ proposals }) => proposals[step.id])
  const played = useProof()?.parts[place]?.happenings
  const all = [...(recorded ?? []), ...(played ?? [])]
  return [...new Map(all.map(happening => [JSON.stringify(happening.what), happening])).values()]
}

/** The condition that a step waits for: one of the things that followed, or the selected event. */
export function AwaitFields({ place, step }: StepFieldsProps) {
  const text = useText()
  const select = useId()
  const happenings = useHappenings(place, step)
  const chosen = useChosenEvent()
  const { await: awaited } = step
  const offered: readonly Await[] = [
    { check: formedCheck, waiting: formedWords, withinMs: 30_000 },
    ...happenings.map(happening => awaitOf(happening, 0)).map(one => ({ ...one, withinMs: 30_000 })),
    ...(step.actions ?? []).slice(-1).map(awaitOfAct),
  ]
  const current = awaited === undefined ? '' : idOf(awaited.check)
  const isOffered = offered.some(({ check }) => idOf(check) === current)
  const set = (next: Await | undefined, field: string | null = null) =>
    changeStep(place, withFields(step, { await: next }), field)
  const choose = (id: string) => {
    const found = offered.find(({ check }) => idOf(check) === id)
    if (id === '') set(undefined)
    else if (found !== undefined) set({ ...found, withinMs: awaited?.withinMs ?? found.withinMs })
  }
  return (
    <div className="authoring-group">
      <label className="field" htmlFor={select}>
        <span className="authoring-label">{text(texts.awaited)}</span>
        <select id={select} className="input" value={current} onChange={event => choose(event.target.value)}>
          <option value="">{text(texts.awaitsNothing)}</option>
          {awaited !== undefined && !isOffered && (
            <option value={current}>{text(describeCheck(awaited.check))}</option>
          )}
          {offered.map(({ check, waiting }) => (
            <option key={idOf(check)} value={idOf(check)}>
              {text(waiting)}
            </option>
          ))}
        </select>
      </label>
      <Complaints keys={['steps', place, 'await', 'check']} />
      {awaited === undefined && <Complaints keys={['steps', place, 'await']} />}
      <button
        type="button"
        className="button small"
        aria-disabled={chosen === null}
        title={text(texts.chooseEventHelp)}
        onClick={() => {
          if (chosen === null) return
          const { what, times, words } = chosen
          set({
            check: { type: 'eventually', what, ...(times > 1 ? { times } : {}) },
            waiting: words,
            withinMs: awaited?.withinMs ?? 30_000,
          })
        }}
      >
        {text(texts.awaitSelected)}
      </button>
      {chosen === null && <p className="note">{text(texts.chooseEventHelp)}</p>}
      {awaited !== undefined && (
        <>
          <BilingualField
            label={text(texts.waiting)}
            value={awaited.waiting}
            keys={['steps', place, 'await', 'waiting']}
            onChange={waiting => set({ ...awaited, waiting: waiting ?? { en: '', ja: '' } }, 'await.waiting')}
          />
          <div className="authoring-pair">
            <NumberField
              label={text(texts.within)}
              unit={text(texts.virtualSeconds)}
              value={awaited.withinMs / 1000}
              keys={['steps', place, 'await', 'withinMs']}
              onChange={seconds =>
                set({ ...awaited, withinMs: Math.round((seconds ?? 0) * 1000) }, 'await.withinMs')
              }
            />
            <NumberField
              label={text(texts.speed)}
              unit="×"
              value={step.speed ?? 1}
              keys={['steps', place, 'speed']}
              onChange={speed =>
                changeStep(place, withFields(step, { speed: speed === 1 ? undefined : speed }), 'speed')
              }
            />
          </div>
        </>
      )}
    </div>
  )
}
