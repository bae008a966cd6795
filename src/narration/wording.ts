import { addressOf, hostAndPort, localPath } from '../trace/actor-path.ts'
import type { AddressText, ParticipantId, PathText } from '../trace/identifiers.ts'
import { type Participants, participantAt } from '../trace/views-agree.ts'

/** The participant at an address, such as `node-2`; `host:port` when the view has none there. */
export const nameOfAddress = (view: Participants, address: AddressText): string =>
  participantAt(view, address)?.id ?? hostAndPort(address)

/** `/user/read`, with the participant in front unless it is `local`. A path without address belongs to `local`. */
export const nameOfPath = (view: Participants, path: PathText, local: ParticipantId | null): string => {
  const address = addressOf(path)
  const name = address === null ? local : nameOfAddress(view, address)
  return name === local || name === null ? localPath(path) : `${name}${localPath(path)}`
}

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
