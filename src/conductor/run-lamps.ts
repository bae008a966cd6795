import type { Bilingual } from '../trace/bilingual.ts'
import { maxOwnLamps, type OwnLamp } from '../trace/own-lamp.ts'
import { type Refused, refuse } from '../trace/refused.ts'
import type { RunWatch } from './run-watch.ts'

/** The lamps of a live run: those of its scenario, which `watch` judges, and those that a person adds. */
export class RunLamps {
  readonly watch: RunWatch
  #own: readonly OwnLamp[]

  /** `own`: lamps of a person that `watch` judges already. */
  constructor(watch: RunWatch, own: readonly OwnLamp[] = []) {
    this.watch = watch
    this.#own = own
  }

  /** Lamps of a person, in the order in which they were added. */
  get own(): readonly OwnLamp[] {
    return this.#own
  }

  /** Adds or replaces a lamp after the instant `now`. Returns the number of events that it does not judge. */
  add(lamp: OwnLamp, now: number): number | Refused {
    const others = this.#own.filter(({ id }) => id !== lamp.id)
    if (others.length >= maxOwnLamps) return refuse('too-many-lamps', { most: maxOwnLamps })
    this.#own = [...others, lamp]
    this.watch.catchUp(now)
    return this.watch.add(lamp)
  }

  remove(id: string): void {
    this.#own = this.#own.filter(lamp => lamp.id !== id)
    this.watch.remove(id)
  }

  /** Gives a lamp of a person other words. Null: done. */
  rename(id: string, words: Bilingual): Refused | null {
    if (words.en.trim() === '' || words.ja.trim() === '') return refuse('no-lamp-name')
    this.#own = this.#own.map(lamp => (lamp.id === id ? { ...lamp, words } : lamp))
    return null
  }

  /** Chooses whether a red lamp pauses the run. Events up to the instant `now` do not. */
  stopAt(id: string, stops: boolean, now: number): void {
    this.watch.catchUp(now)
    this.watch.stopAt(id, stops)
  }
}
