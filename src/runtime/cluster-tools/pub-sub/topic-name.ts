/** A topic's or group's name as an actor's name. */
export const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/[()]/g, character => (character === '(' ? '%28' : '%29'))

/** The topics among the keys below a mediator's path; groups lie one level deeper. (PS-19) */
export const topicsOf = (keys: readonly string[], mediatorPath: string): readonly string[] =>
  keys
    .filter(key => key.startsWith(`${mediatorPath}/`))
    .map(key => key.slice(mediatorPath.length + 1))
    .filter(name => !name.includes('/'))
    .map(name => decodeURIComponent(name))
    .sort()
