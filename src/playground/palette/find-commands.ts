/** A command as it can be found. */
export interface Findable {
  readonly name: string
  /** Other words for it, such as its name in the other language. */
  readonly also?: string
  /** The name of its group. */
  readonly group: string
}

/** Full width, case and accents do not matter. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, match => (isKanaMark(match) ? match : ''))
    .toLowerCase()

/** The marks of が and ぱ are part of a letter, not accents. */
const isKanaMark = (mark: string): boolean => mark === '\u3099' || mark === '\u309a'

/**
 * The commands that contain each word of the question in their name, other words or group. Those whose name begins with the
 * question come first, then those with a word that does, then the others, each in their own order.
 */
export function findCommands<T extends Findable>(commands: readonly T[], question: string): readonly T[] {
  const asked = plain(question).trim()
  if (asked === '') return commands
  const words = asked.split(/\s+/)
  const found = commands.flatMap(command => {
    const name = plain(command.name)
    const all = `${name} ${plain(command.also ?? '')} ${plain(command.group)}`
    if (!words.every(word => all.includes(word))) return []
    const rank = name.startsWith(asked) ? 0 : words.every(word => ` ${name}`.includes(` ${word}`)) ? 1 : 2
    return [{ command, rank }]
  })
  return [0, 1, 2].flatMap(rank => found.filter(each => each.rank === rank).map(({ command }) => command))
}
