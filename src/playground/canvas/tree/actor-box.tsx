import { memo } from 'react'
import { useTranslations } from 'use-intl'
import type { ActorView, ParticipantId, PathText } from '../../../trace/index.ts'
import { useTimeFormat } from '../../controls/virtual-time.ts'
import { useRun } from '../../store/run-store.ts'
import { select, useFocus } from '../../store/selection.ts'
import { useActorTitle } from '../../ui/use-names.ts'
import { useActorSummary } from '../actor-summary.ts'
import { actorKey } from '../stage/stage.ts'
import { useStage } from '../stage/use-stage.ts'
import { guardian } from './actor-slots.ts'
import { rulesInWords } from './actor-words.ts'
import { MailSlots } from './mail-slots.tsx'
import type { Box } from './tree-layout.ts'
import { useActorLife } from './use-actor-life.ts'

interface ActorBoxProps {
  readonly id: ParticipantId
  readonly path: PathText
  readonly box: Box
  readonly level: number
  readonly tabStop: boolean
  onFocus(path: PathText): void
}

/** One actor in its slot: name, state, mailbox and stash. */
export const ActorBox = memo(({ id, path, box, level, tabStop, onFocus }: ActorBoxProps) => {
  const t = useTranslations('tree')
  const summaryOf = useActorSummary()
  const time = useTimeFormat()
  const title = useActorTitle()(path)
  const actor = useRun(
    ({ throttled, view }) => (throttled.participants[id] ?? view.participants[id])?.actors[path],
  )
  const life = useActorLife(id, path)
  const key = actorKey(id, path)
  const mark = useStage(({ scene }) => {
    const item = scene.findLast(
      item => item.type === 'flash' && item.participant === id && item.actor === path,
    )
    return item?.type === 'flash' ? item.mark : null
  })
  const isSingleton = useRun(({ view }) =>
    view.singletons.some(singleton => singleton.participant === id && singleton.path === path),
  )
  const selected = useFocus(
    ({ selected }) => selected?.type === 'actor' && selected.participant === id && selected.path === path,
  )
  const highlighted = useFocus(focus => focus.highlighted.includes(key))

  const name = path === guardian ? t('guardian') : (title ?? actor?.name ?? path)
  const { waiting = 0, stashed = 0, restarts = 0, supervision = null } = actor ?? {}
  const label = [
    name,
    ...(life === 'stopped' ? [t('stopped')] : []),
    ...(life === 'backing-off' && actor?.backingOffUntil != null
      ? [t('restartsAt', { time: time(actor.backingOffUntil) })]
      : []),
    ...(actor === undefined ? [] : [t('mail', { waiting, stashed })]),
    ...(restarts > 0 ? [t('restarts', { count: restarts })] : []),
    ...(actor === undefined ? [] : [rulesInWords(supervision?.rules ?? [], t)]),
  ].join(', ')
  const stateOf = (actor: ActorView): string => {
    if (life === 'stopped') return t(actor.stoppedByFailure ? 'stoppedByFailure' : 'stopped')
    if (life === 'backing-off' && actor.backingOffUntil !== null)
      return t('restartsAt', { time: time(actor.backingOffUntil) })
    return summaryOf(actor)
  }
  const open = () =>
    select(actor === undefined ? { type: 'participant', id } : { type: 'actor', participant: id, path })
  return (
    <div
      role="treeitem"
      className="actor-box nodrag"
      aria-label={label}
      aria-level={level}
      aria-selected={selected}
      aria-hidden={life === 'hidden' || undefined}
      title={actor === undefined ? undefined : mailTitle(actor, label)}
      tabIndex={tabStop ? 0 : -1}
      data-path={path}
      data-life={life}
      data-mark={mark ?? undefined}
      data-singleton={isSingleton || undefined}
      data-highlighted={highlighted || undefined}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      onFocus={() => onFocus(path)}
      onClick={event => {
        event.stopPropagation()
        open()
      }}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        event.stopPropagation()
        open()
      }}
    >
      <span className="box-name">
        {isSingleton && <span aria-hidden="true">◆ </span>}
        <span className="box-word">{name}</span>
        {restarts > 0 && <small className="box-restarts tabular">↻{restarts}</small>}
      </span>
      {actor !== undefined && (
        <>
          <span className="box-state">{stateOf(actor)}</span>
          <MailSlots waiting={waiting} stashed={stashed} />
        </>
      )}
    </div>
  )
})

/** Tooltip with the labels of the waiting messages, next one first. */
const mailTitle = (actor: ActorView, label: string): string =>
  [
    label,
    ...(actor.mailbox ?? []).map(mail => `• ${mail.label}`),
    ...(actor.stash ?? []).map(label => `‖ ${label}`),
  ]
    .slice(0, 12)
    .join('\n')
