import { useId } from 'react'
import type { Happening } from '../../lessons/draft/happenings.ts'
import type { Step } from '../../lessons/index.ts'
import { type Bilingual, describeCheck } from '../../narration/index.ts'
import { type Check, matchesEvent, type TraceEvent } from '../../trace/index.ts'
import { authoringTexts as texts } from '../texts/authoring-texts.ts'
import { useText } from '../ui/use-text.ts'
import { useProof } from './authoring.ts'
import { useHappenings } from './await-fields.tsx'
import { useChosenEvent } from './selected-event.ts'
import { Complaints } from './text-fields.tsx'

interface ClaimFieldProps {
  readonly label: string
  readonly place: number
  readonly step: Step
  readonly claim: Check | undefined
  readonly keys: readonly (string | number)[]
  readonly onChange: (claim: Check | undefined) => void
}

interface Offered {
  readonly check: Check
  readonly words: Bilingual
}

/** A statement about the run, which holds or does not hold at the end of its step: something happens, or it does not. */
export function ClaimField({ label, place, step, claim, keys, onChange }: ClaimFieldProps) {
  const text = useText()
  const id = useId()
  const proof = useProof()
  const happenings = useHappenings(place, step)
  const chosen = useChosenEvent()
  const begin = place === 0 ? -1 : (proof?.steps[place - 1]?.endedAt ?? -1)
  const before = proof === null ? [] : proof.trace.filter(({ at }) => at <= begin)
  const things: readonly Happening[] = chosen === null ? happenings : [chosen, ...happenings]
  const offered = things.flatMap(thing => claimsAbout(thing, before))
  const current = claim === undefined ? '' : JSON.stringify(claim)
  const isOffered = offered.some(({ check }) => JSON.stringify(check) === current)
  return (
    <label className="field" htmlFor={id}>
      <span className="authoring-label">{label}</span>
      <select
        id={id}
        className="input"
        value={current}
        onChange={event =>
          onChange(offered.find(({ check }) => JSON.stringify(check) === event.target.value)?.check)
        }
      >
        <option value="">{text(texts.noClaim)}</option>
        {claim !== undefined && !isOffered && <option value={current}>{text(describeCheck(claim))}</option>}
        {offered.map(({ check, words }) => (
          <option key={JSON.stringify(check)} value={JSON.stringify(check)}>
            {text(words)}
          </option>
        ))}
      </select>
      <Complaints keys={keys} />
    </label>
  )
}

/** Claims count from the first event of the run, so what happened before the step is counted in. */
function claimsAbout({ what, words }: Happening, before: readonly TraceEvent[]): readonly Offered[] {
  const known = before.reduce((count, event) => (matchesEvent(what, event) ? count + 1 : count), 0)
  return [
    {
      check: { type: 'eventually', what, ...(known === 0 ? {} : { times: known + 1 }) },
      words: { en: `This happens: ${words.en}`, ja: `起きる:${words.ja}` },
    },
    {
      check: known === 0 ? { type: 'never', what } : { type: 'atMost', what, times: known },
      words: { en: `This does not happen: ${words.en}`, ja: `起きない:${words.ja}` },
    },
  ]
}
