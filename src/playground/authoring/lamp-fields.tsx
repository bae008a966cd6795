import { X } from 'lucide-react'
import { useId } from 'react'
import { withFields } from '../../lessons/draft/edit-draft.ts'
import type { Step } from '../../lessons/index.ts'
import { describeCheck } from '../../narration/index.ts'
import type { Check } from '../../trace/index.ts'
import { lampOf } from '../lamps/lamp-status.ts'
import { useLamps } from '../lamps/lamps.ts'
import { lampText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import { changeStep, useProof } from './authoring.ts'
import { useHappenings } from './await-fields.tsx'
import { BilingualField, Complaints } from './text-fields.tsx'

interface StepFieldsProps {
  readonly place: number
  readonly step: Step
}

type Lamps = NonNullable<Step['lamps']>

/** The lamps beside the text of a step: those of the run, or things that happened. */
export function LampFields({ place, step }: StepFieldsProps) {
  const text = useText()
  const id = useId()
  const proof = useProof()
  const ofRun = useLamps(({ lamps }) => lamps)
  const happenings = useHappenings(place, step)
  const { lamps = [] } = step
  const set = (next: Lamps, field: string | null = null) =>
    changeStep(place, withFields(step, { lamps: next.length === 0 ? undefined : next }), field)
  const offered: Lamps = [
    ...ofRun.map(({ title, check }) => ({ words: title, check })),
    ...happenings.map(({ what, words }) => ({ words, check: { type: 'eventually', what } satisfies Check })),
  ]
  return (
    <div className="authoring-group">
      {lamps.map((lamp, i) => {
        const verdict = proof?.steps[place]?.verdicts[i]
        const shown = verdict === undefined ? null : lampOf(lamp.check, verdict)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lamps of a step may be equal
          <fieldset key={i} className="authoring-choice">
            <legend>
              <span>{text(lampText(i + 1))}</span>
              <IconButton label={text(texts.removeLamp)} onClick={() => set(lamps.toSpliced(i, 1))}>
                <X size={14} aria-hidden="true" />
              </IconButton>
            </legend>
            <p className="note">{text(describeCheck(lamp.check))}</p>
            <Complaints keys={['steps', place, 'lamps', i, 'check']} />
            <BilingualField
              label={text(texts.lampWords)}
              value={lamp.words}
              keys={['steps', place, 'lamps', i, 'words']}
              onChange={words =>
                set(lamps.with(i, { ...lamp, words: words ?? { en: '', ja: '' } }), `lamp.${i}`)
              }
            />
            {shown !== null && (
              <p className="authoring-verdict" data-good={shown === 'true'} role="status">
                <span aria-hidden="true">{shown === 'true' ? '✓' : '✗'}</span>{' '}
                {text(shown === 'true' ? texts.holds : texts.holdsNot)}
              </p>
            )}
          </fieldset>
        )
      })}
      <label className="field" htmlFor={id}>
        <span className="authoring-label">{text(texts.addLamp)}</span>
        <select
          id={id}
          className="input"
          value=""
          onChange={event => {
            const found = offered[Number(event.target.value)]
            if (found !== undefined) set([...lamps, found])
          }}
        >
          <option value="">{text(texts.chooseLamp)}</option>
          {offered.map(({ words, check }, i) => (
            <option key={JSON.stringify(check)} value={i}>
              {text(words)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
