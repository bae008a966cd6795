import { Mail, Pause } from 'lucide-react'

/** Messages drawn as dots; above this number the count is shown as well. */
const maxDots = 8
const maxStashed = 3

/** The mailbox as slots, next message first, and the stash beside it. The actor's label says the same in words. */
export function MailSlots({ waiting, stashed }: { readonly waiting: number; readonly stashed: number }) {
  const shown = Math.min(waiting, maxDots)
  return (
    <span className="mail" aria-hidden="true">
      <Mail size="0.9em" />
      <span className="slots">
        {Array.from({ length: maxDots }, (_, slot) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is identified by its position
          <i key={slot} data-filled={slot < shown || undefined} />
        ))}
      </span>
      {waiting > maxDots && <b className="tabular">{waiting}</b>}
      {stashed > 0 && (
        <span className="stash">
          <Pause size="0.9em" />
          {Array.from({ length: Math.min(stashed, maxStashed) }, (_, slot) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <i key={slot} />
          ))}
          {stashed > maxStashed && <b className="tabular">{stashed}</b>}
        </span>
      )}
    </span>
  )
}
