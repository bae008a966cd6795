import { useLayoutEffect, useMemo, useRef } from 'react'
import { useFormatter } from 'use-intl'
import { nameOfActor } from '../../narration/index.ts'
import { type FlightView, maxShownMail, type ParticipantId } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { select } from '../store/selection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { messagesUnderWay } from './messages-under-way.ts'
import './message-list.css'

/**
 * Messages in flight and in mailboxes at the cursor, of one participant or of all (null): what the canvas draws, for the
 * keyboard and for screen readers. A button selects the message's event.
 */
export function MessageList({ of }: { readonly of: ParticipantId | null }) {
  const t = useDeferredTexts('messages')
  const format = useFormatter()
  const names = useNames()
  const view = useRun(({ throttled }) => throttled)
  const at = useRun(({ throttledCursor }) => throttledCursor.at)
  const { flights, background, mail } = useMemo(() => messagesUnderWay(view, at, of), [view, at, of])
  const named = names(view)
  const section = useRef<HTMLElement>(null)
  useKeptFocus(section)
  return (
    <section ref={section} tabIndex={-1} className="message-list" aria-label={t('title')}>
      <h3>{t('count', { count: flights.length })}</h3>
      {flights.length > 0 && <Flights flights={flights} />}
      {background.length > 0 && (
        <Disclosure name="background" title={t('background')} note={format.number(background.length)} quiet>
          <Flights flights={background} />
        </Disclosure>
      )}
      {mail.length > 0 && (
        <>
          <h3>{t('mail', { count: mail.length })}</h3>
          <ol className="message-links" aria-label={t('mailList')}>
            {mail.slice(0, maxShownMail).map(({ id, label, participant, actor, held }) => (
              <li key={id}>
                <MessageButton id={id} label={label}>
                  {t('waitsAt', { actor: nameOfActor(named, actor, participant) })} {held && t('held')}
                </MessageButton>
              </li>
            ))}
          </ol>
          <Rest count={mail.length - maxShownMail} />
        </>
      )}
    </section>
  )
}

function Flights({ flights }: { readonly flights: readonly FlightView[] }) {
  const t = useDeferredTexts('messages')
  const time = useTimeFormat()
  const names = useNames()
  const view = useRun(({ throttled }) => throttled)
  const named = names(view)
  return (
    <>
      <ol className="message-links" aria-label={t('title')}>
        {flights
          .slice(0, maxShownMail)
          .map(({ id, label, from, fromPath, to, toPath, sentAt, dueAt, lost, held }) => (
            <li key={id}>
              <MessageButton id={id} label={label}>
                {t('route', {
                  from: fromPath === null ? from : nameOfActor(named, fromPath, from),
                  to: nameOfActor(named, toPath, to),
                })}{' '}
                {held
                  ? t('held')
                  : t('times', { sent: time(sentAt), due: time(dueAt), lost: lost ? 'yes' : 'no' })}
              </MessageButton>
            </li>
          ))}
      </ol>
      <Rest count={flights.length - maxShownMail} />
    </>
  )
}

interface MessageButtonProps {
  readonly id: string
  readonly label: string
  readonly children: React.ReactNode
}

const MessageButton = ({ id, label, children }: MessageButtonProps) => (
  <button type="button" className="message-link" onClick={() => select({ type: 'event', id })}>
    <strong className="mono">{label}</strong> <span className="who">{children}</span>
  </button>
)

function Rest({ count }: { readonly count: number }) {
  const t = useDeferredTexts('messages')
  const format = useFormatter()
  return count > 0 && <p className="note">{t('more', { count: format.number(count) })}</p>
}

/** Messages arrive while a person reads the list: the focus of one that leaves it stays in the list. */
function useKeptFocus(section: React.RefObject<HTMLElement | null>): void {
  const focused = useRef<Element | null>(null)
  useLayoutEffect(() => {
    const { activeElement } = document
    if (activeElement === document.body && focused.current?.isConnected === false) section.current?.focus()
    focused.current = section.current?.contains(document.activeElement) ? document.activeElement : null
  })
}
