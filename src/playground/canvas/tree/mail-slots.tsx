import { Mail, Pause } from 'lucide-react'

/** So many are dots; of more the rest is a number. */
const mostDots = 8
const mostStashed = 3

/** The mailbox as slots, next message at the head, and the stash beside it. The words are the actor's own. */
export function MailSlots({ waiting, stashed }: { readonly waiting: number; readonly stashed: number }) {
  const shown = Math.min(waiting, mostDots)
  return (
    <span className="mail" aria-hidden="true">
      <Mail size={10} />
      <span className="slots">
        {Array.from({ length: mostDots }, (_, slot) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: slots are places, whatever lies in them
          <i key={slot} data-filled={slot < shown || undefined} />
        ))}
      </span>
      {waiting > mostDots && <b className="tabular">{waiting}</b>}
      {stashed > 0 && (
        <span className="stash">
          <Pause size={10} />
          {Array.from({ length: Math.min(stashed, mostStashed) }, (_, slot) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <i key={slot} />
          ))}
          {stashed > mostStashed && <b className="tabular">{stashed}</b>}
        </span>
      )}
    </span>
  )
}
