import { useLocale, useTranslations } from 'use-intl'
import { summaryOf } from '../../narration/index.ts'
import { eventId, type ParticipantView } from '../../trace/index.ts'
import { byNameAndNumber } from '../canvas/card-placements.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { rulesInWords } from '../canvas/tree/actor-words.ts'
import { treeLines } from '../inspector/actor-tree.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { select } from '../store/selection.ts'
import { useActorTitle } from '../ui/use-names.ts'
import { useEventWords } from './announcement-words.ts'
import { useAnnouncements } from './announcements.ts'
import { MessageList } from './message-list.tsx'
import './text-view.css'

/** The content of the canvas as text. */
export default function TextView() {
  const t = useTranslations('text')
  const status = useTranslations('status')
  const locale = useLocale()
  const view = useRun(({ throttled }) => throttled)
  const recent = useAnnouncements(({ recent }) => recent)
  const eventWords = useEventWords()
  return (
    <div className="text-view">
      <p className="summary">{summaryOf(view)[locale]}</p>
      <h2>{t('participants')}</h2>
      <ul>
        {Object.values(view.participants)
          .sort((a, b) => byNameAndNumber(a.id, b.id))
          .map(participant => {
            const face = pictureOf(view).members[participant.id] ?? null
            return (
              <li key={participant.id}>
                <button
                  type="button"
                  className="text-link"
                  onClick={() => select({ type: 'participant', id: participant.id })}
                >
                  {participant.id}
                </button>{' '}
                {face === null || !face.clustered
                  ? t(participant.running ? 'running' : 'stopped')
                  : t('member', {
                      status: status(face.status ?? 'Starting'),
                      role: participant.roles.join(', '),
                      leader: face.leaderBy > 0 ? 'yes' : 'no',
                      singleton: face.hostsSingleton ? 'yes' : 'no',
                      unreachable: face.unreachableBy,
                    })}
                <Actors participant={participant} />
              </li>
            )
          })}
      </ul>
      <p>
        <button type="button" className="text-link" onClick={() => select({ type: 'dead-letters' })}>
          {t('deadLetters', { count: view.deadLetters })}
        </button>
      </p>
      <h2>{t('messages')}</h2>
      <MessageList of={null} />
      <h2>{t('lately')}</h2>
      {recent.length === 0 ? (
        <p className="note">{t('nothingYet')}</p>
      ) : (
        <ol>
          {recent.map(line => (
            <li key={eventId(line.event)}>{eventWords(line)}</li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** The actors of a participant, indented as a tree. */
function Actors({ participant }: { readonly participant: ParticipantView }) {
  const t = useTranslations('text')
  const titleOf = useActorTitle()
  const tree = useTranslations('tree')
  const { actors } = useScenario()
  const lines = treeLines(
    participant,
    '/user',
    actors.map(actor => actor.path),
  )
  if (lines.length === 0) return null
  return (
    <ul className="text-actors">
      {lines.map(({ actor, depth }) => {
        const rules = actor.supervision?.rules ?? []
        return (
          <li key={actor.path} style={{ paddingLeft: `${depth * 1.2}em` }}>
            <button
              type="button"
              className="text-link"
              onClick={() => select({ type: 'actor', participant: participant.id, path: actor.path })}
            >
              {titleOf(actor.path) ?? actor.name}
            </button>{' '}
            {actor.stoppedByFailure
              ? t('actorFailed', { error: actor.lastFailure?.name ?? '' })
              : t('actor', {
                  decision: rules.length === 0 ? 'none' : rulesInWords(rules, tree),
                  waiting: actor.waiting,
                  restarts: actor.restarts,
                })}
          </li>
        )
      })}
    </ul>
  )
}
