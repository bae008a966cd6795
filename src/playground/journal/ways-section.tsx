import { useFormatter } from 'use-intl'
import type { WayOfWrite, WaysOfWrites } from '../../narration/index.ts'
import { useRun } from '../store/run-store.ts'
import { journalTexts } from '../texts/journal-texts.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'

/** The feeds that a reader can follow; null is pub/sub, which its state does not name. */
const feeds = [
  [null, 'byPubSub'],
  ['query', 'byQuery'],
  ['hinted-query', 'byHints'],
] as const

/** The read sides side by side: the last way of a write by each feed, from the commit to the copy. */
export function WaysSection({ ways }: { readonly ways: WaysOfWrites }) {
  const t = useOwnTexts(journalTexts)
  const shown = useRun(({ throttled }) => throttled.events)
  const found = ways.waysBefore(shown)
  return (
    <section className="journal-ways" aria-label={t('ways')}>
      <p className="note">{t('waysHelp')}</p>
      <div className="journal-feeds">
        {feeds.map(([feed, name]) => {
          const way = found.find(each => each.feed === feed)
          return (
            <section key={name} aria-label={t(name)}>
              <h3>{t(name)}</h3>
              {way === undefined ? <p className="note">{t('noWay')}</p> : <Way way={way} />}
            </section>
          )
        })}
      </div>
    </section>
  )
}

function Way({ way: { sequenceNr, reader, steps, committedAt, latencyMs } }: { readonly way: WayOfWrite }) {
  const t = useOwnTexts(journalTexts)
  const format = useFormatter()
  const after = (ms: number): string => t('afterCommit', { ms: format.number(ms) })
  return (
    <>
      <strong>{t('wayCounts', { count: steps.length, ms: format.number(latencyMs) })}</strong>
      <ol>
        <li>
          <span>{t('committed', { nr: sequenceNr })}</span>
          <small>{after(0)}</small>
        </li>
        {steps.map(({ label, from, to, sentAt }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other identity, and a way never changes
          <li key={index}>
            <span className="mono">{label}</span>
            <small>
              {from} → {to}, {after(sentAt - committedAt)}
            </small>
          </li>
        ))}
        <li>
          <span>{t('copied', { reader })}</span>
          <small>{after(latencyMs)}</small>
        </li>
      </ol>
    </>
  )
}
