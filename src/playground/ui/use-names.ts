import { useTranslations } from 'use-intl'
import type { Names } from '../../narration/index.ts'
import type { Participants } from '../../trace/index.ts'
import { useScenario } from '../store/scenario.ts'
import { useText } from './use-text.ts'

/** Returns the function that adds the actors' titles in the page's language to a view, for texts about its events. */
export function useNames(): (view: Participants) => Names {
  const t = useTranslations('names')
  const text = useText()
  const { actors } = useScenario()
  return ({ participants }) => ({
    participants,
    actorName: (path, participant) => {
      const card = actors.find(actor => actor.path === path)
      if (card === undefined) return undefined
      const actor = text(card.title)
      return participant === null ? actor : t('actorOn', { actor, node: participant })
    },
  })
}
