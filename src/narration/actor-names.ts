import { localPath, nameOf, parentOf } from '../trace/actor-path.ts'
import type { Bilingual, Language } from '../trace/bilingual.ts'
import type { PathText } from '../trace/identifiers.ts'
import type { Participants } from '../trace/views-agree.ts'
import { stateData, stateLine } from './state-line.ts'
import { systemActorTitle } from './system-actor-titles.ts'
import type { Names } from './wording.ts'

/** A scenario's words for one of its actors. `path` is without address and uid. */
export interface ActorWords {
  readonly path: PathText
  readonly title: Bilingual
  readonly state?: (state: Readonly<Record<string, unknown>>) => Bilingual
}

/** The title that the scenario or the toolkit gives to an actor; undefined: its name is its title. */
export function actorTitle(actor: PathText, actors: readonly ActorWords[]): Bilingual | undefined {
  const path = localPath(actor)
  return actors.find(each => each.path === path)?.title ?? systemActorTitle(path)
}

/**
 * The name of an actor in a sentence: its title, or one made of its parent's title.
 * @returns Undefined for an unknown actor of the user, whose path is its name.
 */
function actorName(path: PathText, actors: readonly ActorWords[]): Bilingual | undefined {
  const title = actorTitle(path, actors)
  if (title !== undefined) return title
  if (path.startsWith('/temp/')) return { en: 'a waiting ask', ja: '応答を待つask' }
  const above = parentOf(path)
  const parent = above === null || above === '/user' ? undefined : actorName(above, actors)
  if (parent === undefined) return undefined
  const name = nameOf(path)
  return /^\$\$.*-adapter$/.test(name)
    ? { en: `Message adapter of ${parent.en}`, ja: `${parent.ja}のメッセージアダプター` }
    : { en: `Child ${name} of ${parent.en}`, ja: `${parent.ja}の子アクター ${name}` }
}

/**
 * An actor's state in a few words: those of the scenario, else the names and values of the state.
 * @returns Undefined for the actors of the toolkit, and for a state that was cut off because of its length.
 */
export function stateWords(
  path: PathText,
  json: string,
  actors: readonly ActorWords[],
): Bilingual | undefined {
  const inWords = actors.find(each => each.path === path)?.state
  if (inWords === undefined && path.startsWith('/system/')) return undefined
  const state = stateData(json)
  if (state === undefined) return undefined
  if (inWords !== undefined) return inWords(state)
  const line = stateLine(state)
  return line === '' ? undefined : { en: line, ja: line }
}

/** The names of a scenario's participants and actors in one language, for sentences in that language. */
export const namesIn = (
  language: Language,
  { participants }: Participants,
  actors: readonly ActorWords[],
): Names => ({
  participants,
  actorName: (path, participant) => {
    const title = actorName(localPath(path), actors)?.[language]
    if (title === undefined || participant === null) return title
    return language === 'ja' ? `${participant}の${title}` : `${title} on ${participant}`
  },
  stateWords: (path, json) => stateWords(localPath(path), json, actors)?.[language],
})

/** A text whose names are in each of its languages, for a text that is kept. */
export const inBothLanguages = (
  view: Participants,
  actors: readonly ActorWords[],
  wordsOf: (names: Names) => Bilingual,
): Bilingual => ({
  en: wordsOf(namesIn('en', view, actors)).en,
  ja: wordsOf(namesIn('ja', view, actors)).ja,
})
