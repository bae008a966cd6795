import { useLocale, useTranslations } from 'use-intl'
import { describeAction } from '../../narration/index.ts'
import { switchText } from '../../scenarios/card.ts'
import type { Action, BranchChange } from '../../trace/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { findLane, type Lane } from '../store/lanes.ts'
import { useRun } from '../store/run-store.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { useSwitches } from './use-switches.ts'

export interface LaneWords {
  name(lane: Lane | null): string
  /** The name of a lane by its id, also when it is deleted. */
  nameOf(runId: string): string
  action(action: Action): string
  settings(change: Extract<BranchChange, { type: 'settings' }>): string
  /** The difference of a branch from its parent; null for the root. */
  difference(lane: Lane): string | null
  /** The instant at which it grew; null for the root. */
  origin(lane: Lane): string | null
}

/** Words about lanes in the page's language. */
export function useLaneWords(): LaneWords {
  const t = useTranslations('branches')
  const locale = useLocale()
  const time = useTimeFormat(3)
  const names = useNames()
  const text = useText()
  const switches = useSwitches()
  const view = useRun(({ throttled }) => throttled)
  const name = (lane: Lane | null): string => {
    if (lane === null) return t('lost')
    return (
      lane.name ?? (lane.branch === null ? t('main') : t('numbered', { number: String(lane.branch.number) }))
    )
  }
  const nameOf = (runId: string): string => name(findLane(runId))
  const action = (of: Action): string => describeAction(of, names(view))[locale]
  const settings: LaneWords['settings'] = change =>
    Object.entries(change.settings)
      .map(([path, value]) => {
        const changed = switches?.switches.find(each => each.path === path)
        if (switches === null || changed === undefined)
          return `${path} = ${typeof value === 'string' ? value : JSON.stringify(value)}`
        const { en, ja } = switchText(switches, changed, value)
        return text({ en: `“${changed.title.en}” ${en}`, ja: `「${changed.title.ja}」${ja}` })
      })
      .join(', ')
  return {
    name,
    nameOf,
    action,
    settings,
    difference: ({ branch }) => {
      if (branch === null) return null
      const { change } = branch
      switch (change.type) {
        case 'none':
          return t('difference.none')
        case 'act':
          return t('difference.act', { action: action(change.action) })
        case 'undo':
          return t('difference.undo', { action: action(change.action) })
        case 'settings':
          return t('difference.settings', { settings: settings(change) })
        case 'code':
          return t('difference.code', { files: change.files.join(', ') })
      }
    },
    origin: ({ branch }) => {
      if (branch === null) return null
      const parent = nameOf(branch.parent)
      return branch.at === null
        ? t('fromStart', { parent })
        : t('from', { parent, time: time(Math.max(0, branch.at)) })
    },
  }
}
