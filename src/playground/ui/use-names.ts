import { useTranslations } from 'use-intl'
import { type Names, systemActorTitle } from '../../narration/index.ts'
import { localPath, type Participants, type PathText } from '../../trace/index.ts'
import { useScenario } from '../store/scenario.ts'
import { useText } from './use-text.ts'

/** Returns the function that finds the title of an actor: of the scenario, else of the toolkit; undefined: it has none. */
export function useActorTitle(): (path: PathText) => string | undefined {
  const text = useText()
  const { actors } = useScenario()
  return path => {
    const local = localPath(path)
    const title = actors.find(actor => actor.path === local)?.title ?? systemActorTitle(local)
    return title === undefined ? undefined : text(title)
  }
}

/** Returns the function that adds the actors' titles in the page's language to a view, for texts about its events. */
export function useNames(): (view: Participants) => Names {
  const t = useTranslations('names')
  const titleOf = useActorTitle()
  return ({ participants }) => ({
    participants,
    actorName: (path, participant) => {
      const actor = titleOf(path)
      if (actor === undefined) return undefined
      return participant === null ? actor : t('actorOn', { actor, node: participant })
    },
  })
}
