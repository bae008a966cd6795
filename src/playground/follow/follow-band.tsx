import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useEventWords } from '../events/announcement-words.ts'
import { useRun } from '../store/run-store.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import { stopFollowing, useFollowing } from './following.ts'
import './follow-band.css'

/** Shows in one sentence at which hop the followed command is. The live region says it, so this is none. */
export default function FollowBand() {
  const t = useTranslations('follow')
  const words = useEventWords()
  const text = useText()
  const view = useRun(({ throttled }) => throttled)
  const { name, hop, over } = useFollowing()
  if (name === null) return null
  return (
    <section className="follow-band" aria-label={t('label')}>
      <p className="follow-name">{text(name)}</p>
      <p className="follow-hop">
        {over ? t('over') : hop === null ? t('begins') : words({ type: 'event', event: hop, view })}
      </p>
      <IconButton label={over ? t('close') : t('stop')} shortcut="Esc" onClick={stopFollowing}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </section>
  )
}
