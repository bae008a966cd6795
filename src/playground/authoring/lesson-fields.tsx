import { scenarioAndSeedText, authoringTexts as texts } from '../texts/authoring-texts.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { useText } from '../ui/use-text.ts'
import { change, useAuthoring, useDraft } from './authoring.ts'
import { BilingualField, Complaints, NumberField, useComplaints } from './text-fields.tsx'

const empty = { en: '', ja: '' }

/** The line about this one in the list of lessons. */
export function LessonFields() {
  const text = useText()
  const draft = useDraft()
  const complaints = useAuthoring(({ complaints }) => complaints)
  const wrongId = useComplaints(['id']).length > 0
  const outside = complaints.some(({ keys }) => keys[0] !== 'steps' || keys.length === 1)
  return (
    <Disclosure name="lesson-about" title={text(texts.lesson)} note={outside ? '!' : text(draft.title)}>
      <div className="authoring-group">
        <BilingualField
          label={text(texts.title)}
          value={draft.title}
          keys={['title']}
          onChange={title => change({ ...draft, title: title ?? empty }, 'title')}
        />
        <BilingualField
          label={text(texts.about)}
          value={draft.about}
          keys={['about']}
          onChange={about => change({ ...draft, about: about ?? empty }, 'about')}
        />
        <div className="authoring-pair">
          <NumberField
            label={text(texts.needs)}
            unit={text(texts.minutes)}
            value={draft.minutes}
            keys={['minutes']}
            onChange={minutes => change({ ...draft, minutes: minutes ?? Number.NaN }, 'minutes')}
          />
          <label className="field">
            <span className="authoring-label">{text(texts.id)}</span>
            <input
              className="input mono"
              value={draft.id}
              aria-invalid={wrongId || undefined}
              onChange={event => change({ ...draft, id: event.target.value }, 'id')}
            />
          </label>
        </div>
        <Complaints keys={['id']} />
        <Complaints keys={['scenario']} />
        <Complaints keys={['settings']} />
        <p className="note">{text(scenarioAndSeedText(draft.scenario, draft.seed))}</p>
      </div>
    </Disclosure>
  )
}
