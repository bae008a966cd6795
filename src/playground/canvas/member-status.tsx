import { useTranslations } from 'use-intl'
import type { MemberStatusText } from '../../trace/index.ts'
import './member-status.css'

/** A symbol for each status, so that colour is never the only sign. */
export const statusMarks: Readonly<Record<MemberStatusText | 'Starting', string>> = {
  Starting: '·',
  Joining: '◌',
  WeaklyUp: '◐',
  Up: '●',
  PreparingForShutdown: '◒',
  ReadyForShutdown: '◓',
  Leaving: '◑',
  Exiting: '○',
  Down: '✕',
  Removed: '–',
}

interface MemberStatusProps {
  readonly status: MemberStatusText | null
  /** True for a stopped node, whose status is only a belief of the others. */
  readonly hearsay?: boolean
  /** True where only the symbol has room; its word is for screen readers. */
  readonly bare?: boolean
}

export function MemberStatus({ status, hearsay = false, bare = false }: MemberStatusProps) {
  const t = useTranslations('status')
  const shown = status ?? 'Starting'
  return (
    <span
      className="member-status"
      data-status={shown}
      data-hearsay={hearsay || undefined}
      data-bare={bare || undefined}
      title={bare ? t(shown) : undefined}
    >
      <span key={shown} aria-hidden="true">
        {statusMarks[shown]}
      </span>
      <span className={bare ? 'visually-hidden' : ''}>{t(shown)}</span>
    </span>
  )
}
