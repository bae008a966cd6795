import { useState } from 'react'
import { useFormatter } from 'use-intl'
import type { Plain } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { useRun } from '../store/run-store.ts'
import { curveText, phiText, silentText, membersTexts as texts } from '../texts/members-texts.ts'
import { Field } from '../ui/field.tsx'
import { useText } from '../ui/use-text.ts'
import type { Detector } from './detector.ts'
import { detectorSettingsOf, shownDetectors } from './shown-detectors.ts'

/** Phi of each node that one node watches, against the threshold. */
export function PhiSection({ settings }: { readonly settings: Plain }) {
  const text = useText()
  const view = useRun(({ throttled }) => throttled)
  const at = Math.floor(useRun(({ throttledCursor }) => throttledCursor.at))
  const nodes = pictureOf(view).nodes
  const observers = nodes.filter(id => view.participants[id]?.running === true)
  const [chosen, setChosen] = useState<string | null>(null)
  const observer = observers.find(id => id === chosen) ?? observers[0]
  const threshold = detectorSettingsOf(settings)?.threshold ?? 8
  const detectors = shownDetectors()
  if (observer === undefined || detectors === null) return null
  const self = view.participants[observer]
  const beliefs = Object.values(self?.beliefs ?? {})
  const subjects = nodes.filter(
    id => id !== observer && beliefs.some(({ address }) => address === view.participants[id]?.address),
  )
  return (
    <section aria-labelledby="members-phi">
      <h2 id="members-phi">{text(texts.phi)}</h2>
      <div className="members-choice">
        <Field label={text(texts.observer)}>
          <select className="input" value={observer} onChange={({ target }) => setChosen(target.value)}>
            {observers.map(id => (
              <option key={id}>{id}</option>
            ))}
          </select>
        </Field>
      </div>
      {self?.frozenSince != null && <p>{text(texts.frozen)}</p>}
      <ul className="phi-list">
        {subjects.map(subject => {
          const detector = detectors.find(observer, subject, at)
          return (
            <li key={subject}>
              <h3>{subject}</h3>
              {detector === null ? (
                <p className="note">{text(texts.notWatched)}</p>
              ) : (
                <Curve {...{ observer, subject, detector, at, threshold }} />
              )}
            </li>
          )
        })}
      </ul>
      <p className="note">{text(texts.phiHelp)}</p>
    </section>
  )
}

const width = 320
const height = 64
const spanMs = 15_000
const stepMs = 125

interface CurveProps {
  readonly observer: string
  readonly subject: string
  readonly detector: Detector
  readonly at: number
  readonly threshold: number
}

function Curve({ observer, subject, detector, at, threshold }: CurveProps) {
  const text = useText()
  const format = useFormatter()
  const most = threshold * 1.5
  const x = (instant: number) => width - ((at - instant) / spanMs) * width
  const y = (phi: number) => height - 2 - (Math.min(phi, most) / most) * (height - 4)
  const from = Math.max(0, at - spanMs)
  const instants = Array.from(
    { length: Math.floor((at - from) / stepMs) + 1 },
    (_, i) => at - i * stepMs,
  ).reverse()
  const points = instants.map(instant => `${x(instant).toFixed(1)},${y(detector.phiAt(instant)).toFixed(1)}`)
  const phi = detector.phiAt(at)
  const number = (value: number) =>
    format.number(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const shownPhi = phi > 99 ? '> 99' : number(phi)
  const silentMs = at - (detector.lastAt ?? at)
  const leftMs = detector.suspectedAt - at
  return (
    <>
      <svg
        className="phi-curve"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text(curveText(observer, subject, shownPhi, String(threshold)))}
      >
        <line className="phi-threshold" x1="0" x2={width} y1={y(threshold)} y2={y(threshold)} />
        {detector.arrivals
          .filter(instant => instant >= from)
          .map(instant => (
            <line
              key={instant}
              className="phi-reply"
              x1={x(instant)}
              x2={x(instant)}
              y1={height - 4}
              y2={height}
            />
          ))}
        <polyline className="phi-line" points={points.join(' ')} />
      </svg>
      <p className="tabular" data-suspected={leftMs <= 0 || undefined}>
        {text(phiText(shownPhi, String(threshold)))} ·{' '}
        {text(silentText(number(silentMs / 1000), leftMs <= 0 ? null : number(leftMs / 1000)))}
      </p>
    </>
  )
}
