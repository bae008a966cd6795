import { ArrowLeft } from 'lucide-react'
import { LinkInspector } from '../network/link-inspector.tsx'
import { useFocus } from '../store/selection.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { goBackOrToQuestion } from '../why/asking.ts'
import { WhyPanel } from '../why/why-panel.tsx'
import { ActorInspector } from './actor-inspector.tsx'
import { DeadLetters } from './dead-letters.tsx'
import { EventInspector } from './event-inspector.tsx'
import { ParticipantInspector } from './participant-inspector.tsx'
import './inspector.css'

/** The details of the selected participant, actor or event, of the dead letters, or the answer to a question. */
export default function Inspector() {
  const t = useDeferredTexts('inspector')
  const selected = useFocus(({ selected }) => selected)
  const back = useFocus(({ trail }) => trail.length > 0)
  if (selected === null) {
    return (
      <div className="inspector empty">
        <p>{t('empty')}</p>
      </div>
    )
  }
  return (
    <div className="inspector">
      {back && (
        <button type="button" className="back" onClick={goBackOrToQuestion}>
          <ArrowLeft size={14} aria-hidden="true" /> {t('back')}
        </button>
      )}
      {selected.type === 'participant' && <ParticipantInspector id={selected.id} />}
      {selected.type === 'actor' && (
        <ActorInspector participant={selected.participant} path={selected.path} />
      )}
      {selected.type === 'event' && <EventInspector id={selected.id} />}
      {selected.type === 'link' && <LinkInspector from={selected.from} to={selected.to} />}
      {selected.type === 'dead-letters' && <DeadLetters />}
      {selected.type === 'why' && <WhyPanel asked={selected} />}
    </div>
  )
}
