import { create } from 'zustand'
import type { LoggedSession } from '../../browser/index.ts'
import type { ShowingPlace } from '../../lessons/index.ts'
import type { Bilingual } from '../../narration/index.ts'
import { type Check, eventId, isRefused, type Refused, type WatchDecision } from '../../trace/index.ts'
import { seekEvent } from '../store/film.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { setHalts, useRun } from '../store/run-store.ts'
import { lampsOfScenario } from '../store/scenario.ts'
import { select } from '../store/selection.ts'
import type { JudgedLamp } from './lamp-status.ts'

/** A lamp of the shown run. */
export interface Lamp extends JudgedLamp {
  readonly id: string
  readonly title: Bilingual
  /** Null for the lamp of a person. */
  readonly about: Bilingual | null
  readonly own: boolean
  /** The run, or the recording that plays, pauses when it turns red. */
  readonly stops: boolean
}

interface Lamps {
  readonly lamps: readonly Lamp[]
  /** The lamp with open details; `all` for the list, null for none. */
  readonly open: string | null
}

export const useLamps = create<Lamps>()(() => ({ lamps: [], open: null }))

export const openLamp = (open: string | null): void => useLamps.setState({ open })

/** Shows the lamps of the session from now on. Returns the function that ends that. */
export function showLamps(session: LoggedSession): () => void {
  let known = { decisions: -1, own: session.ownLamps }
  useLamps.setState({ lamps: [], open: null })
  const update = (): void => {
    if (known.decisions === session.decisions.length && known.own === session.ownLamps) return
    known = { decisions: session.decisions.length, own: session.ownLamps }
    setLamps(lampsOfRun(session))
  }
  // An old session may end after the next one is shown.
  return session.subscribe(() => {
    if (useRun.getState().session === session) update()
  })
}

function lampsOfRun({ header, decisions, ownLamps }: LoggedSession): readonly Lamp[] {
  const before = new Map(useLamps.getState().lamps.map(lamp => [lamp.id, lamp]))
  const judged = (id: string) => ({
    decisions: decisions.filter(decision => decision.id === id),
    stops: before.get(id)?.stops ?? false,
  })
  return [
    ...lampsOfScenario(header.scenario).map(({ id, title, about, check }) => ({
      id,
      title,
      about,
      check,
      from: 0,
      own: false,
      ...judged(id),
    })),
    ...ownLamps.map(({ id, words, check, from }) => ({
      id,
      title: words,
      about: null,
      check,
      from,
      own: true,
      ...judged(id),
    })),
  ]
}

function setLamps(lamps: readonly Lamp[]): void {
  useLamps.setState({ lamps })
  setHalts(
    lamps.flatMap(({ stops, decisions }) =>
      stops ? decisions.filter(isRed).map(({ events }) => events) : [],
    ),
  )
}

export const isRed = ({ verdict }: WatchDecision): boolean => verdict === 'false'

/** Chooses whether the run pauses when the lamp turns red. */
export async function toggleStop({ id, stops }: Lamp): Promise<void> {
  const { session } = useRun.getState()
  if (session === null || isRefused(showRefusal(await session.stopAtLamp(id, !stops)))) return
  setLamps(useLamps.getState().lamps.map(lamp => (lamp.id === id ? { ...lamp, stops: !stops } : lamp)))
}

/** Adds a lamp that judges the events after the shown one. `stops`: the run pauses when it turns red. */
export async function addLamp(words: Bilingual, check: Check, stops: boolean): Promise<void> {
  const { session, cursor } = useRun.getState()
  if (session === null) return
  const number = 1 + Math.max(0, ...session.ownLamps.map(({ id }) => Number(id.slice(4))))
  const id = `own-${number}`
  const shortened = { en: shorten(words.en), ja: shorten(words.ja) }
  const lamp = { id, words: shortened, check, from: cursor.position }
  if (isRefused(showRefusal(await session.addLamp(lamp)))) return
  if (stops) {
    const added = useLamps.getState().lamps.find(each => each.id === id)
    if (added !== undefined) await toggleStop(added)
  }
  openLamp(id)
}

export async function removeLamp(id: string): Promise<void> {
  const { session } = useRun.getState()
  if (session === null || isRefused(showRefusal(await session.removeLamp(id)))) return
  openLamp(null)
}

/**
 * Gives a lamp of a person a name, the same in every language, or `words` that it had before. Resolves to the refusal of an
 * empty name, or to null.
 */
export async function renameLamp(id: string, name: string | Bilingual): Promise<Refused | null> {
  const { session } = useRun.getState()
  if (session === null) return null
  const text = typeof name === 'string' ? shorten(name.trim()) : null
  const renamed = await session.renameLamp(id, text === null ? (name as Bilingual) : { en: text, ja: text })
  return isRefused(renamed) ? renamed : null
}

/** Shows the instant of a decision, up to its event, and selects the event. */
export async function goToDecision({ events, at, event, since }: ShowingPlace): Promise<void> {
  const { session } = useRun.getState()
  const cause = event ?? since
  if (session === null) return
  showRefusal(await seekEvent(session, events, at))
  if (cause !== null) select({ type: 'event', id: eventId(cause) })
}

/** Longest words of an own lamp, in characters: an event can quote a whole state. */
export const maxWords = 160
const shorten = (words: string): string =>
  words.length <= maxWords ? words : `${words.slice(0, maxWords - 1).trimEnd()}…`
