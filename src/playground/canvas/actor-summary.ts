import { useTranslations } from 'use-intl'
import type { StateData } from '../../scenarios/card.ts'
import { type ActorView, hostOfPath } from '../../trace/index.ts'
import { useScenario } from '../store/scenario.ts'
import { parseJson } from '../ui/parse-json.ts'
import { useText } from '../ui/use-text.ts'
import { stateLine } from './state-line.ts'

/**
 * Returns the function that says an actor's state in a few words: those of the toolkit for its own actors, those of the
 * scenario for the others, and the names and values of the state where the scenario has no words.
 */
export function useActorSummary(): (actor: ActorView) => string {
  const t = useTranslations('card')
  const scenario = useScenario()
  const text = useText()
  const stateOf = ({ path, state }: ActorView): string => {
    const inWords = scenario.actors.find(actor => actor.path === path)?.state
    // The state of the toolkit's actors is for the inspector alone.
    if (inWords === undefined && path.startsWith('/system/')) return ''
    if (inWords === undefined || state === null) return stateLine(state)
    const data = parsed(state)
    return data === null ? t('largeState') : text(inWords(data))
  }
  return actor => {
    switch (actor.role?.type) {
      case 'singleton-manager':
        return managerText(actor.role.state, t)
      case 'singleton-proxy':
        return actor.role.singleton === null
          ? t('buffering', { count: actor.role.buffered })
          : `→ ${hostOfPath(actor.role.singleton) ?? t('thisNode')}`
      case 'persistent':
        return actor.role.recovering
          ? t('recovering')
          : [t('eventCount', { count: actor.role.sequenceNr }), stateOf(actor)].filter(Boolean).join(' · ')
      default:
        return stateOf(actor)
    }
  }
}

const managerStates = [
  'Start',
  'Younger',
  'BecomingOldest',
  'Oldest',
  'WasOldest',
  'HandingOver',
  'TakeOver',
  'Stopping',
  'End',
] as const

/** The state of a singleton manager in words. */
function managerText(state: string, t: ReturnType<typeof useTranslations<'card'>>): string {
  const known = managerStates.find(known => known === state)
  return known === undefined ? state : t(`manager.${known}`)
}

/** The state as data; null when it was cut off because of its size. */
function parsed(json: string): StateData | null {
  const state = parseJson(json)
  if (state === undefined) return null
  return typeof state === 'object' && state !== null ? { ...state } : { value: state }
}
