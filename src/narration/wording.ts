import type { AddressText, ParticipantId, PathText } from '../trace/identifiers.ts'
import { addressOf, localPath } from '../trace/path-text.ts'
import { type Participants, participantAt } from '../trace/views-agree.ts'

/** `node-2`, or where nobody is known to live there, the address's `host:port`. */
export const nameOfAddress = (view: Participants, address: AddressText): string =>
  participantAt(view, address)?.id ?? address.slice(address.indexOf('@') + 1)

/** `/user/read`, with the participant in front when the path tells another one than `here`. */
export const nameOfPath = (view: Participants, path: PathText, here: ParticipantId | null): string => {
  const address = addressOf(path)
  const name = address === null ? here : nameOfAddress(view, address)
  return name === here || name === null ? localPath(path) : `${name}${localPath(path)}`
}

/** `a`, `a and b`, `a, b and c` */
export const listEn = (items: readonly string[], and = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`

export const listJa = (items: readonly string[]): string => items.join('、')

const numbers = [
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

/** Small numbers as words. */
export const countEn = (count: number): string => numbers[count] ?? String(count)

export const pluralEn = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many)

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Virtual ms as seconds, with as many decimals as it has. */
export const seconds = (ms: number): string => String(ms / 1000)
