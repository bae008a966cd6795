import { create } from 'zustand'
import type { Protocol } from '../../trace/index.ts'
import type { Locale } from '../texts/texts.ts'
import { readLocal, writeLocal } from './local-storage.ts'

export type Theme = 'system' | 'light' | 'dark'
export type SideTab = 'send' | 'inspect'
/** Detail of the live region: acts and failures only, all that changes the picture, or its steps too. */
export const spokenDetails = ['brief', 'usual', 'full'] as const
export type SpokenDetail = (typeof spokenDetails)[number]
export const bottomTabs = ['members', 'journal', 'events', 'log', 'text'] as const
export type BottomTab = (typeof bottomTabs)[number]

/** The person's settings of the page. They are stored in the browser and are not part of a run. */
export interface Preferences {
  readonly theme: Theme
  readonly projector: boolean
  readonly locale: Locale
  readonly sideTab: SideTab
  readonly bottomTab: BottomTab
  readonly bottomOpen: boolean
  /** Protocols whose messages are not drawn. */
  readonly hidden: readonly Protocol[]
  readonly legendOpen: boolean
  readonly lessonOpen: boolean
  /** The time line is pulled up to a space-time diagram. */
  readonly timelineTall: boolean
  /** A command has been followed on its way, so the next one is followed only when asked. */
  readonly hasFollowed: boolean
  readonly spoken: SpokenDetail
  /** Names of the open disclosures. */
  readonly unfolded: readonly string[]
}

const preferredLocale = (): Locale =>
  typeof navigator !== 'undefined' && navigator.language.startsWith('ja') ? 'ja' : 'en'

export const usePreferences = create<Preferences>()(() =>
  readLocal<Preferences>('preferences', {
    theme: 'system',
    projector: false,
    locale: preferredLocale(),
    sideTab: 'send',
    bottomTab: 'events',
    bottomOpen: false,
    hidden: [],
    legendOpen: false,
    lessonOpen: true,
    timelineTall: false,
    hasFollowed: false,
    spoken: 'usual',
    unfolded: ['mailbox', 'state'],
  }),
)
usePreferences.subscribe(preferences => writeLocal('preferences', preferences))

export const prefer = (change: Partial<Preferences>): void => usePreferences.setState(change)

export const toggleProtocol = (protocol: Protocol): void =>
  usePreferences.setState(({ hidden }) => ({
    hidden: hidden.includes(protocol) ? hidden.filter(other => other !== protocol) : [...hidden, protocol],
  }))
