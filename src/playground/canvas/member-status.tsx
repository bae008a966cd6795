import { useTranslations } from 'use-intl'
import type { MemberStatusText } from '../../trace/index.ts'
import './member-status.css'

/** A mark for each status, so that colour is never the only sign. */
const marks: Readonly<Record<MemberStatusText | 'Starting', string>> = {
  Starting: '·',
  Joining: '◌',
  WeaklyUp: '◐',
  Up: '●',
  Leaving: '◑',
  Exiting: '○',
  Down: '✕',
  Removed: '–',
}

export function MemberStatus({ status }: { readonly status: MemberStatusText | null }) {
  const t = useTranslations('status')
  const shown = status ?? 'Starting'
  return (
    <span className="member-status" data-status={shown}>
      <span aria-hidden="true">{marks[shown]}</span>
      {t(shown)}
    </span>
  )
}
