import { Lightbulb, Pause } from 'lucide-react'
import { Suspense, useCallback, useEffect, useId, useMemo, useRef } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import type { ClusterView } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useThrottledView } from '../store/use-throttled-view.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { useText } from '../ui/use-text.ts'
import { idlenessOf, type LampStatus, lampStatusAt } from './lamp-status.ts'
import { type Lamp, openLamp, useLamps } from './lamps.ts'
import './lamps.css'

const LampDetails = deferredPart(() => import('./lamp-details.tsx'))

/** The status of each lamp at the cursor, in the order of the lamps. */
function useStatuses(lamps: readonly Lamp[]): readonly LampStatus[] {
  const statuses = useRun(useShallow(({ cursor }) => lamps.map(lamp => lampStatusAt(lamp, cursor))))
  const places = useThrottledView(
    useCallback(
      (view: ClusterView) =>
        lamps.flatMap(({ check }, place) => (idlenessOf(check, view).whole ? [place] : [])).join(' '),
      [lamps],
    ),
  )
  return useMemo(() => {
    const idle = new Set(places.split(' '))
    return statuses.map((status, place) => (status === 'kept' && idle.has(String(place)) ? 'idle' : status))
  }, [statuses, places])
}

/** The lamps of the run in a row of fixed height; with little room only the red ones, their number, and a list on demand. */
export function LampStrip() {
  const t = useTranslations('lamps')
  const text = useText()
  const { lamps, open } = useLamps()
  const statuses = useStatuses(lamps)
  const panel = useId()
  const strip = useRef<HTMLElement>(null)
  useClosing(strip, open !== null)
  const broken = statuses.filter(status => status === 'broken').length
  const opened = lamps.findIndex(({ id }) => id === open)
  const toggle = (id: string) => openLamp(open === id ? null : id)
  return (
    <section ref={strip} className="lamp-strip" aria-label={t('label')}>
      <div className="lamp-row" role="toolbar" aria-label={t('label')}>
        <button
          type="button"
          className="lamp-button"
          data-lamp="all"
          data-status={broken > 0 ? 'broken' : 'kept'}
          aria-expanded={open === 'all'}
          aria-controls={panel}
          title={t('all')}
          onClick={() => toggle('all')}
        >
          <Lightbulb size={15} aria-hidden="true" />
          <span className="lamp-summary">{t('summary', { broken, count: lamps.length })}</span>
          <span className="lamp-count" aria-hidden="true">
            {broken > 0 ? `✕ ${broken}` : ''}
          </span>
        </button>
        {lamps.map((lamp, place) => (
          <LampButton
            key={lamp.id}
            lamp={lamp}
            status={statuses[place] ?? 'kept'}
            expanded={open === lamp.id}
            panel={panel}
            onClick={() => toggle(lamp.id)}
          />
        ))}
      </div>
      <div id={panel} className="lamp-panel" hidden={open === null}>
        {open === 'all' && (
          <>
            <h2>{t('all')}</h2>
            <ul className="lamp-list">
              {lamps.map((lamp, place) => (
                <li key={lamp.id}>
                  <LampButton
                    lamp={lamp}
                    status={statuses[place] ?? 'kept'}
                    expanded={false}
                    panel={panel}
                    onClick={() => openLamp(lamp.id)}
                  />
                  {lamp.about !== null && <p>{text(lamp.about)}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
        {lamps[opened] !== undefined && (
          <Suspense>
            <LampDetails lamp={lamps[opened]} status={statuses[opened] ?? 'kept'} />
          </Suspense>
        )}
      </div>
    </section>
  )
}

interface LampButtonProps {
  readonly lamp: Lamp
  readonly status: LampStatus
  readonly expanded: boolean
  readonly panel: string
  readonly onClick: () => void
}

export const lampGlyphs: Readonly<Record<LampStatus, string>> = {
  kept: '✓',
  met: '✓',
  broken: '✕',
  waiting: '○',
  later: '·',
  idle: '–',
}

function LampButton({ lamp, status, expanded, panel, onClick }: LampButtonProps) {
  const t = useTranslations('lamps')
  const locale = useLocale()
  const title = lamp.title[locale]
  return (
    <button
      type="button"
      className="lamp-button"
      data-lamp={lamp.id}
      data-status={status}
      aria-expanded={expanded}
      aria-controls={panel}
      title={`${title}: ${t(`status.${status}`)}`}
      onClick={onClick}
    >
      <span className="lamp-glyph" aria-hidden="true">
        {lampGlyphs[status]}
      </span>
      <span className="lamp-title">{title}</span>
      <span className="visually-hidden">: {t(`status.${status}`)}</span>
      {lamp.stops && (
        <span className="lamp-stops" aria-hidden="true">
          <Pause size={12} />
        </span>
      )}
    </button>
  )
}

/** A dialog above the details, or the form of a name in them, closes first and returns the focus to them. */
const closesFirst = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('dialog[open], .lamp-rename') !== null

/** Closes the details by Escape and by a press elsewhere. */
function useClosing(strip: React.RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return
    const listening = new AbortController()
    const { signal } = listening
    const close = () => {
      const { open } = useLamps.getState()
      const inside = strip.current?.contains(document.activeElement) ?? false
      openLamp(null)
      if (!inside) return
      const focusOn = (id: string | null) =>
        strip.current?.querySelector<HTMLElement>(`.lamp-row [data-lamp="${id}"]`)?.focus()
      focusOn('all')
      // With little room, the row hides this button, which then takes no focus.
      focusOn(open)
    }
    document.addEventListener(
      'keydown',
      event => {
        if (event.key !== 'Escape' || closesFirst(event)) return
        event.stopPropagation()
        close()
      },
      { signal, capture: true },
    )
    document.addEventListener(
      'pointerdown',
      event => {
        if (event.target instanceof Node && !closesFirst(event) && !strip.current?.contains(event.target))
          openLamp(null)
      },
      { signal, capture: true },
    )
    return () => listening.abort()
  }, [strip, isOpen])
}
