import { useLocale } from 'use-intl'
import { actorTitle, type Bilingual, inBothLanguages, type Names, namesIn } from '../../narration/index.ts'
import type { Participants, PathText } from '../../trace/index.ts'
import { useScenario } from '../store/scenario.ts'
import { useText } from './use-text.ts'

/** Returns the function that finds the title of an actor; undefined: it has none. */
export function useActorTitle(): (path: PathText) => string | undefined {
  const text = useText()
  const { actors } = useScenario()
  return path => {
    const title = actorTitle(path, actors)
    return title === undefined ? undefined : text(title)
  }
}

/** Returns the function that adds the actors' titles in the page's language to a view, for texts about its events. */
export function useNames(): (view: Participants) => Names {
  const locale = useLocale()
  const { actors } = useScenario()
  return view => namesIn(locale, view, actors)
}

/** Returns the function that describes a thing in both languages, for a text that is kept. */
export function useBothLanguages(): (view: Participants, wordsOf: (names: Names) => Bilingual) => Bilingual {
  const { actors } = useScenario()
  return (view, wordsOf) => inBothLanguages(view, actors, wordsOf)
}
