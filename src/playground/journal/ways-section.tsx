import { useFormatter } from 'use-intl'
import type { WayOfWrite, WaysOfWrites } from '../../narration/index.ts'
import { useRun } from '../store/run-store.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'

/** The read sides side by side: the last way of a write by each feed that the readers have followed. */
export function WaysSection({ ways }: { readonly ways: WaysOfWrites }) {
  const t = useOwnTexts(journalTexts)
  const shown = useRun(({ throttled }) => throttled.events)
  const found = ways.waysBefore(shown)
  return (
    <section className="journal-ways" aria-labelledby="journal-ways">
      <h3 id="journal-ways">{t('ways')}</h3>
      {found.length === 0 ? (
        <p className="note">{t('noWay')}</p>
      ) : (
        <dl>
          {found.map(way => (
            <Way key={way.feed} way={way} />
          ))}
        </dl>
      )}
      <p className="note">{t('waysHelp')}</p>
    </section>
  )
}

function Way({ way: { feed, sequenceNr, reader, steps, latencyMs } }: { readonly way: WayOfWrite }) {
  const t = useOwnTexts(journalTexts)
  const format = useFormatter()
  const name = feed === 'query' ? 'byQuery' : feed === 'hinted-query' ? 'byHints' : 'byPubSub'
  return (
    <div>
      <dt>{t(name)}</dt>
      <dd>
        <strong>{t('wayCounts', { count: steps.length, ms: format.number(latencyMs) })}</strong>
        <span className="mono">{steps.map(({ label }) => label).join(' → ')}</span>
        <small>{t('wayOf', { nr: sequenceNr, reader })}</small>
      </dd>
    </div>
  )
}
