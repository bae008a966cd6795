/** Encodes the name of a topic or group as an actor name. Injective for every string. */
export const encodeName = (name: string): string =>
  // encodeURIComponent throws for a lone surrogate, so a surrogate is encoded as the three bytes of its code.
  name
    .split(/(\p{Surrogate})/u)
    .map((part, i) => (i % 2 === 0 ? encodeURIComponent(part) : encodeSurrogate(part)))
    .join('')
    .replace(/[()]/g, character => (character === '(' ? '%28' : '%29'))

export const decodeName = (encoded: string): string =>
  encoded
    .split(/(%ED%[AB][0-9A-F]%[89AB][0-9A-F])/)
    .map((part, i) => (i % 2 === 0 ? decodeURIComponent(part) : decodeSurrogate(part)))
    .join('')

/**
 * The topics among registry keys: those directly below the mediator's path; groups are one level deeper. Pekko:
 * topics (PS-19)
 */
export const topicsOf = (keys: readonly string[], mediatorPath: string): readonly string[] =>
  keys
    .filter(key => key.startsWith(`${mediatorPath}/`))
    .map(key => key.slice(mediatorPath.length + 1))
    .filter(name => !name.includes('/'))
    .map(decodeName)
    .sort()

function encodeSurrogate(half: string): string {
  const code = half.charCodeAt(0)
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
    .map(byte => `%${byte.toString(16).toUpperCase()}`)
    .join('')
}

function decodeSurrogate(encoded: string): string {
  const second = Number.parseInt(encoded.slice(4, 6), 16)
  const third = Number.parseInt(encoded.slice(7, 9), 16)
  return String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f))
}
