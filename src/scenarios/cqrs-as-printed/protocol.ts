/** The messages of the article. `Write` is command and stored event in one. */
export interface Write {
  readonly type: 'Write'
  readonly key: string
  readonly value: string
}

export interface Get {
  readonly type: 'Get'
  readonly key: string
}

export interface SaveSnapshotEvent {
  readonly type: 'SaveSnapshotEvent'
}

/** The repaired stop message of the singleton manager. It waits behind the commands that arrived before it. */
export interface Stop {
  readonly type: 'Stop'
}

/** The persistence id of the article's writer, and of its readers too. */
export const persistenceId = 'cluster_persistent'

export const readTopic = 'read'

export type State = Record<string, string>

/** As Scala prints a map. */
export const printed = (state: State): string =>
  `Map(${Object.keys(state)
    .sort()
    .map(key => `${key} -> ${state[key]}`)
    .join(', ')})`

/** Changes the given state, as printed. */
export function update({ key, value }: Write, state: State): string {
  state[key] = value
  return printed(state)
}
