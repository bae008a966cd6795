import { addressOf, hostAndPort, localPath } from '../trace/actor-path.ts'
import type { AddressText, ParticipantId, PathText } from '../trace/identifiers.ts'
import { type Participants, participantAt } from '../trace/views-agree.ts'

/** The names that a text uses: those of participants come from the view. */
export interface Names extends Participants {
  /**
   * The name of an actor in the reader's language; undefined: its path is the name. `path` is without address and uid;
   * `participant` is null where the reader knows it.
   */
  readonly actorName?: (path: PathText, participant: ParticipantId | null) => string | undefined
  /** An actor's state in the reader's language; undefined: no words for it. `json` may be cut off. */
  readonly stateWords?: (path: PathText, json: string) => string | undefined
}

/** Without names: addresses are written as `host:port`, actors as their paths. */
export const noNames: Names = { participants: {} }

/** The participant at an address, such as `node-2`; `host:port` when the view has none there. */
export const nameOfAddress = (view: Participants, address: AddressText): string =>
  participantAt(view, address)?.id ?? hostAndPort(address)

/** `/user/read`, with the participant in front unless it is `local`. A path without address belongs to `local`. */
export const nameOfPath = (view: Names, path: PathText, local: ParticipantId | null): string => {
  const address = addressOf(path)
  const name = address === null ? local : nameOfAddress(view, address)
  return nameOfActor(view, path, name === local ? null : name)
}

/** `node-1/user/read`: the actor with its participant, where that is not null. */
export const nameOfActor = (view: Names, path: PathText, participant: ParticipantId | null): string =>
  view.actorName?.(localPath(path), participant) ?? `${participant ?? ''}${localPath(path)}`

/** `a`, `a and b`, `a, b and c` */
export const listEn = (items: readonly string[], and = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`

export const listJa = (items: readonly string[]): string => items.join('、')

const numberWords = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** A count as a word up to twelve, else in digits. */
export const countEn = (count: number): string => numberWords[count] ?? String(count)

export const pluralEn = (count: number, singular: string, plural = `${singular}s`): string =>
  count === 1 ? singular : plural

/** The text with a capital first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Milliseconds as seconds, with as many decimals as needed. */
export const seconds = (ms: number): string => String(ms / 1000)
