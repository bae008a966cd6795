import { useLocale } from 'use-intl'
import { summaryOf } from '../../narration/index.ts'
import { eventId } from '../../trace/index.ts'
import { ClusterOutline } from '../outline/cluster-outline.tsx'
import { prefer, spokenDetails, usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { Choices } from '../ui/choices.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useEventWords } from './announcement-words.ts'
import { useAnnouncements } from './announcements.ts'
import { MessageList } from './message-list.tsx'
import './text-view.css'

/** The content of the canvas as text. */
export default function TextView() {
  const t = useDeferredTexts('text')
  const locale = useLocale()
  const view = useRun(({ throttled }) => throttled)
  const recent = useAnnouncements(({ recent }) => recent)
  const names = useNames()
  const eventWords = useEventWords()
  const spoken = usePreferences(({ spoken }) => spoken)
  return (
    <div className="text-view">
      <p className="summary">{summaryOf(view, names(view))[locale]}</p>
      <ClusterOutline key={locale} />
      <MessageList of={null} />
      <h2>{t('lately')}</h2>
      <Choices
        label={t('spoken')}
        labelled
        options={spokenDetails.map(id => ({ id, label: t(`details.${id}`) }))}
        chosen={spoken}
        onChoose={spoken => prefer({ spoken })}
      />
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
