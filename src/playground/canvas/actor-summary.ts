import { useTranslations } from 'use-intl'
import { staleCopyOf, stateWords } from '../../narration/index.ts'
import { managerText, proxyText } from '../../scenarios/state-texts.ts'
import type { ActorView } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { useText } from '../ui/use-text.ts'

/**
 * Returns the function that says an actor's state in a few words: those of the toolkit for its own actors, those of the
 * scenario for the others, and the names and values of the state where the scenario has no words.
 */
export function useActorSummary(): (actor: ActorView) => string {
  const t = useTranslations('card')
  const { actors } = useScenario()
  const text = useText()
  const journal = useRun(({ throttled }) => throttled.journal)
  const stateOf = (actor: ActorView): string => {
    const { path, state, stateCut } = actor
    if (state === null) return ''
    const words = stateWords(path, state, actors)
    if (words !== undefined) {
      const copy = staleCopyOf({ journal }, actor)
      const behind =
        copy === null ? [] : [t('behind', { count: copy.journal.highestSequenceNr - copy.applied })]
      return [...behind, text(words)].join(' · ')
    }
    return stateCut && !path.startsWith('/system/') ? t('largeState') : ''
  }
  return actor => {
    switch (actor.role?.type) {
      case 'singleton-manager':
        return text(managerText({ phase: actor.role.state }))
      case 'singleton-proxy':
        return text(proxyText({ ...actor.role }))
      case 'persistent':
        return actor.role.recovering
          ? t('recovering')
          : [t('eventCount', { count: actor.role.sequenceNr }), stateOf(actor)].filter(Boolean).join(' · ')
      default:
        return stateOf(actor)
    }
  }
}
