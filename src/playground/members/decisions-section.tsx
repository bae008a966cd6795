import { useEffect } from 'react'
import { decisionText } from '../../narration/index.ts'
import { eventId, type Plain, type RunHeader, runningNodes } from '../../trace/index.ts'
import { withSetting } from '../branches/setting-paths.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { begin } from '../dialogs/change-form.tsx'
import { downingFrom, downingOf, firstDraft, shownChange, strategies } from '../dialogs/downing-draft.ts'
import { useLanes } from '../store/lanes.ts'
import { subscribeProjection, useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { membersTexts as texts } from '../texts/members-texts.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { goToCause } from '../why/asking.ts'
import { DecisionsProjection, useDecisions } from './decisions.ts'

interface DecisionsProps {
  readonly settings: Plain
  /** The settings that differ from the scenario's. */
  readonly own: RunHeader['settings']
}

/** The decisions of the resolvers with their numbers, and the same acts under another strategy. */
export function DecisionsSection({ settings, own }: DecisionsProps) {
  const text = useText()
  const time = useTimeFormat()
  const names = useNames()
  const words = useDeferredTexts('tryAgain')
  const log = useRun(({ log }) => log)
  const view = useRun(({ throttled }) => throttled)
  const { decisions } = useDecisions()
  const branched = useLanes(({ lanes }) => lanes.length > 1)
  useEffect(() => subscribeProjection('downing-decisions', new DecisionsProjection()), [])
  const downing = downingOf(settings)
  const tryWith = (strategy: (typeof strategies)[number]) => {
    const draft = firstDraft(downing ?? {}, runningNodes(view).length)
    const changed = downingFrom(strategy, draft)
    if (typeof changed === 'string') return
    begin({
      type: 'settings',
      settings: withSetting(own, 'cluster.downing', changed),
      changed: shownChange(changed),
    })
  }
  return (
    <section aria-labelledby="members-decisions">
      <h2 id="members-decisions">{text(texts.decisions)}</h2>
      {decisions.length === 0 ? (
        <p className="note">{text(texts.noDecision)}</p>
      ) : (
        <ol className="event-links">
          {decisions.map(({ event, position }) => (
            <li key={eventId(event)}>
              <button
                type="button"
                className="event-link"
                title={text(texts.goThere)}
                onClick={() => void goToCause(eventId(event))}
              >
                <span className="when">{time(event.at)}</span>
                <span>{text(decisionText(event, log.viewAt(position), names(view), settings))}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {downing !== null && (
        <>
          <h3>{text(texts.sameUnder)}</h3>
          <div className="members-strategies">
            {strategies
              .filter(strategy => strategy !== downing.strategy)
              .map(strategy => (
                <button
                  key={strategy}
                  type="button"
                  className="button mono"
                  title={words(`strategies.${strategy}`)}
                  onClick={() => tryWith(strategy)}
                >
                  {strategy}
                </button>
              ))}
            {branched && (
              <button type="button" className="button quiet" onClick={() => openDialog('compare')}>
                {text(texts.sideBySide)}
              </button>
            )}
          </div>
          <p className="note">{text(texts.sameUnderHelp)}</p>
        </>
      )}
    </section>
  )
}
