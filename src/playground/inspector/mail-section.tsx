import { useFormatter } from 'use-intl'
import { type ActorView, maxShownMail } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { select } from '../store/selection.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import './mail-section.css'

/** The actor's mailbox and stash, the next message first, and the message it handled last. */
export function MailSection({ actor }: { readonly actor: ActorView }) {
  const t = useDeferredTexts('mail')
  const inspector = useDeferredTexts('inspector')
  const format = useFormatter()
  const time = useTimeFormat()
  const { waiting, stashed, lastHandled } = actor
  const mailbox = actor.mailbox.slice(0, maxShownMail)
  const stash = actor.stash.slice(0, maxShownMail)
  return (
    <Disclosure name="mailbox" title={inspector('mailbox')} note={inspector('waiting', { count: waiting })}>
      {lastHandled !== null && (
        <p className="last-handled">
          {t('lastHandled')}{' '}
          <button
            type="button"
            className="mail-label mono"
            onClick={() => select({ type: 'event', id: lastHandled.event })}
          >
            {lastHandled.label}
          </button>{' '}
          <span className="note tabular">{time(lastHandled.at)}</span>
        </p>
      )}
      {mailbox.length > 0 && (
        <ol className="mail-list" aria-label={t('waiting')}>
          {mailbox.map(mail => (
            <li key={mail.id}>
              <button
                type="button"
                className="mail-label mono"
                onClick={() => select({ type: 'event', id: mail.id })}
              >
                {mail.label}
              </button>
              {mail.held && <span className="note"> {t('held')}</span>}
            </li>
          ))}
          {waiting > mailbox.length && (
            <li className="note">{t('more', { count: format.number(waiting - mailbox.length) })}</li>
          )}
        </ol>
      )}
      {stashed > 0 && (
        <>
          <h4>{t('stashed', { count: stashed })}</h4>
          <ol className="mail-list" aria-label={inspector('stash')}>
            {stash.map((label, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stashed messages have no id but their index
              <li key={index} className="mail-label mono" data-stashed>
                {label}
              </li>
            ))}
            {stashed > stash.length && (
              <li className="note">{t('more', { count: format.number(stashed - stash.length) })}</li>
            )}
          </ol>
        </>
      )}
    </Disclosure>
  )
}
