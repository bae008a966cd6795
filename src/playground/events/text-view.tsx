import { useLocale, useTranslations } from 'use-intl'
import { summaryOf } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { bySeatOrder } from '../canvas/seats.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { useAnnouncements } from './announcements.ts'
import './text-view.css'

/** The cluster in words: what the canvas shows, for those who read. */
export default function TextView() {
  const t = useTranslations('text')
  const status = useTranslations('status')
  const locale = useLocale()
  const view = useRun(({ calm }) => calm)
  const recent = useAnnouncements(({ recent }) => recent)
  return (
    <div className="text-view">
      <p className="summary">{summaryOf(view)[locale]}</p>
      <h2>{t('participants')}</h2>
      <ul>
        {Object.values(view.participants)
          .sort((a, b) => bySeatOrder(a.id, b.id))
          .map(one => {
            const face = pictureOf(view).faces[one.id] ?? null
            return (
              <li key={one.id}>
                <button
                  type="button"
                  className="text-link"
                  onClick={() => select({ type: 'participant', id: one.id })}
                >
                  {one.id}
                </button>{' '}
                {face === null
                  ? t(one.running ? 'running' : 'stopped')
                  : t('member', {
                      status: status(face.status ?? 'Starting'),
                      role: one.roles.join(', '),
                      leader: face.leaderBy > 0 ? 'yes' : 'no',
                      singleton: face.hostsSingleton ? 'yes' : 'no',
                      unreachable: face.unreachableBy,
                    })}
              </li>
            )
          })}
      </ul>
      <p>
        <button type="button" className="text-link" onClick={() => select({ type: 'dead-letters' })}>
          {t('deadLetters', { count: view.deadLetters })}
        </button>
      </p>
      <h2>{t('lately')}</h2>
      {recent.length === 0 ? (
        <p className="note">{t('nothingYet')}</p>
      ) : (
        <ol>
          {recent.map(line => (
            <li key={line.id}>{line.text[locale]}</li>
          ))}
        </ol>
      )}
    </div>
  )
}
