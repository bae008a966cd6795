import { useEffect, useState } from 'react'
import { useFormatter, useLocale } from 'use-intl'
import { describeEvent, summaryOf } from '../../narration/index.ts'
import { type Difference, type EventLog, isRefused, type Refused } from '../../trace/index.ts'
import { firstDifference, sharedUntil } from '../branches/compare-lanes.ts'
import { useLaneWords } from '../branches/use-lane-words.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { goToInstant, logOf } from '../store/branching.ts'
import { nodesOf } from '../store/keep-summary.ts'
import { findLane, type Lane, useLanes } from '../store/lanes.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog } from '../store/selection.ts'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useSentence } from '../ui/use-sentence.ts'
import { RunPicture } from './run-picture.tsx'
import './compare-dialog.css'

interface Comparison {
  readonly logs: readonly [EventLog, EventLog]
  readonly difference: Difference | null
}

/** Two lanes side by side: their first difference, and both at the shown instant. */
export function CompareDialog() {
  const t = useDeferredTexts('compare')
  const words = useLaneWords()
  const { lanes, live } = useLanes()
  const [first, setFirst] = useState(() => findLane(live)?.branch?.parent ?? lanes[0]?.runId ?? '')
  const [second, setSecond] = useState(() => live ?? '')
  const other =
    findLane(first) === null || first === second ? lanes.find(({ runId }) => runId !== second) : null
  const firstId = other?.runId ?? first
  const chosen = [findLane(firstId), findLane(second)] as const
  return (
    <Modal title={t('title')} wide onClose={() => openDialog(null)}>
      {lanes.length < 2 ? (
        <p>{t('one')}</p>
      ) : (
        <>
          <p>{t('explanation')}</p>
          <div className="compare-choice">
            {(['first', 'second'] as const).map((side, i) => (
              <Field key={side} label={t(side)}>
                <select
                  className="input"
                  value={i === 0 ? firstId : second}
                  onChange={event => (i === 0 ? setFirst : setSecond)(event.target.value)}
                >
                  {lanes.map(lane => (
                    <option key={lane.runId} value={lane.runId}>
                      {[words.name(lane), words.difference(lane)].filter(text => text !== null).join(': ')}
                    </option>
                  ))}
                </select>
              </Field>
            ))}
          </div>
          {chosen[0] === null || chosen[1] === null || chosen[0] === chosen[1] ? (
            <p role="alert">{t('pickOther')}</p>
          ) : (
            <SideBySide key={`${firstId} ${second}`} lanes={[chosen[0], chosen[1]]} />
          )}
        </>
      )}
    </Modal>
  )
}

function SideBySide({ lanes }: { readonly lanes: readonly [Lane, Lane] }) {
  const t = useDeferredTexts('compare')
  const sentence = useSentence()
  const format = useFormatter()
  const time = useTimeFormat(3)
  const words = useLaneWords()
  const [comparison, setComparison] = useState<Comparison | Refused | null>(null)
  const [ids] = useState(lanes)
  useEffect(() => {
    let closed = false
    void compare(ids).then(found => {
      if (!closed) setComparison(found)
    })
    return () => {
      closed = true
    }
  }, [ids])
  const [one, other] = lanes
  if (comparison === null) return <p role="status">{t('searching')}</p>
  if (isRefused(comparison)) return <p role="alert">{sentence(comparison)}</p>
  const { logs, difference } = comparison
  const summary = () => {
    if (difference === null) return t('same')
    const { position } = difference
    if (difference.first === null) return t('prefix', { shorter: words.name(one), longer: words.name(other) })
    if (difference.second === null)
      return t('prefix', { shorter: words.name(other), longer: words.name(one) })
    const at = Math.min(difference.first.at, difference.second.at)
    return t('at', { number: format.number(position + 1), time: time(at) })
  }
  return (
    <>
      <p className="compare-summary" role="status">
        {summary()}
      </p>
      <div className="compare-sides">
        {([0, 1] as const).map(side => (
          <Side key={side} lane={lanes[side]} log={logs[side]} difference={difference} side={side} />
        ))}
      </div>
    </>
  )
}

interface SideProps {
  readonly lane: Lane
  readonly log: EventLog
  readonly difference: Difference | null
  readonly side: 0 | 1
}

function Side({ lane, log, difference, side }: SideProps) {
  const t = useDeferredTexts('compare')
  const locale = useLocale()
  const time = useTimeFormat(3)
  const words = useLaneWords()
  const names = useNames()
  const [shownAt] = useState(() => Math.floor(useRun.getState().cursor.at))
  const live = useLanes(({ live }) => live)
  const now = useRun(({ throttledClock }) => throttledClock.now)
  const until = lane.runId === live ? now : lane.until
  const event = side === 0 ? difference?.first : difference?.second
  const name = words.name(lane)
  const view = log.viewAt(log.countUntil(shownAt))
  return (
    <section className="compare-side" aria-label={name}>
      <h3>{name}</h3>
      {event != null && (
        <div className="compare-event">
          <p className="tabular">{time(event.at)}</p>
          <p>{describeEvent(event, names(log.viewAt(log.countUntil(event.at))))[locale]}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              openDialog(null)
              void goToInstant(lane.runId, event.at).then(showRefusal)
            }}
          >
            {t('goThere', { name })}
          </button>
        </div>
      )}
      <h4 className="tabular">
        {shownAt > until
          ? t('beyond', { name, time: time(until) })
          : t('shownAt', { name, time: time(shownAt) })}
      </h4>
      <RunPicture nodes={nodesOf(view)} />
      <p>{summaryOf(view, names(view))[locale]}</p>
    </section>
  )
}

async function compare([first, second]: readonly [Lane, Lane]): Promise<Comparison | Refused> {
  const one = await logOf(first.runId)
  if (isRefused(one)) return one
  const other = await logOf(second.runId)
  if (isRefused(other)) return other
  const shared = sharedUntil(useLanes.getState().lanes, first, second)
  return { logs: [one, other], difference: await firstDifference(one, other, shared) }
}
