import { illegalCharacterAt } from '../../../trace/actor-path.ts'
import { InvalidActorName } from './actor-errors.ts'

/** @throws {InvalidActorName} for an illegal name; names the character and its position. */
export function checkName(name: string): void {
  if (typeof name !== 'string' || name === '')
    throw new InvalidActorName(String(name), 'a name must be a text that is not empty')
  if (name.startsWith('$')) throw new InvalidActorName(name, 'a name must not begin with [$]')
  const at = illegalCharacterAt(name)
  if (at >= 0) {
    throw new InvalidActorName(name, `character [${name.charAt(at)}] at position [${at}] is not allowed`)
  }
}

const digits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~'

/** `a`, `b`, …: a counter in base 64, least significant digit first. */
export function base64Name(count: number): string {
  let name = ''
  let rest = count
  do {
    name += digits.charAt(rest % 64)
    rest = Math.floor(rest / 64)
  } while (rest > 0)
  return name
}
