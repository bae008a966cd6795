import { numberInDecimal, type Plain } from '../../trace/index.ts'
import { type Setting, settingsIn } from '../branches/setting-paths.ts'

export const strategies = [
  'none',
  'auto-down',
  'keep-majority',
  'static-quorum',
  'keep-oldest',
  'lease-majority',
  'down-all',
] as const

export type Strategy = (typeof strategies)[number]

/** A downing strategy as a person edits it. */
export interface DowningDraft {
  readonly afterMs: string
  readonly quorumSize: string
  readonly minorityDelayMs: string
  readonly releaseAfterMs: string
  /** Empty counts all members. */
  readonly role: string
  readonly downIfAlone: boolean
  readonly downAllWhenUnstable: boolean
}

/** The fields of each strategy, in the order of the form. */
export const fieldsOf: { readonly [S in Strategy]: readonly (keyof DowningDraft)[] } = {
  none: [],
  'auto-down': ['afterMs'],
  'keep-majority': ['afterMs', 'role', 'downAllWhenUnstable'],
  'static-quorum': ['afterMs', 'quorumSize', 'role', 'downAllWhenUnstable'],
  'keep-oldest': ['afterMs', 'role', 'downIfAlone', 'downAllWhenUnstable'],
  'lease-majority': ['afterMs', 'minorityDelayMs', 'releaseAfterMs', 'role', 'downAllWhenUnstable'],
  'down-all': ['afterMs', 'downAllWhenUnstable'],
}

export interface DowningFields {
  readonly [field: string]: Plain
}

/** The downing settings of a run; null for a scenario without a cluster. */
export function downingOf(settings: Plain): DowningFields | null {
  const found = settingsIn(settings).filter(({ path }) => path.startsWith('cluster.downing.'))
  return found.length === 0
    ? null
    : Object.fromEntries(found.map(({ path, value }) => [path.slice('cluster.downing.'.length), value]))
}

/**
 * All settings that can change alone. A downing strategy cannot, because each has fields of its own; {@link downingFrom}
 * changes it with them.
 */
export const singleSettings = (settings: Plain): readonly Setting[] =>
  settingsIn(settings).filter(({ path }) => path !== 'cluster.downing.strategy')

/** The draft at first: the present values, or else Pekko's defaults and a quorum of more than half the members. */
export const firstDraft = (present: DowningFields, members: number): DowningDraft => ({
  afterMs: '3000',
  quorumSize: String(present.quorumSize ?? Math.floor(members / 2) + 1),
  minorityDelayMs: String(present.acquireLeaseDelayForMinorityMs ?? 2000),
  releaseAfterMs: String(present.releaseAfterMs ?? 40_000),
  role: typeof present.role === 'string' ? present.role : '',
  downIfAlone: present.downIfAlone !== false,
  downAllWhenUnstable: present.downAllWhenUnstableMs !== null,
})

/** Pekko's `down-all-when-unstable = on`: 3/4 of `stable-after`, at least 4 s. */
const unstableMs = (stableAfterMs: number): number => Math.max(4000, Math.floor((stableAfterMs * 3) / 4))

const isTime = (ms: number): boolean => Number.isSafeInteger(ms) && ms >= 0

/** The settings that a draft means, or the complaint about it. */
export function downingFrom(
  strategy: Strategy,
  draft: DowningDraft,
): DowningFields | 'badTime' | 'badQuorum' {
  if (strategy === 'none') return { strategy }
  const time = numberInDecimal(draft.afterMs)
  if (!isTime(time)) return 'badTime'
  if (strategy === 'auto-down') return { strategy, afterMs: time }
  const { role, downIfAlone } = draft
  const resolver = {
    strategy,
    stableAfterMs: time,
    downAllWhenUnstableMs: draft.downAllWhenUnstable ? unstableMs(time) : null,
  }
  switch (strategy) {
    case 'down-all':
      return resolver
    case 'keep-majority':
      return { ...resolver, role }
    case 'keep-oldest':
      return { ...resolver, role, downIfAlone }
    case 'lease-majority': {
      const minorityDelayMs = numberInDecimal(draft.minorityDelayMs)
      const releaseAfterMs = numberInDecimal(draft.releaseAfterMs)
      if (!(isTime(minorityDelayMs) && isTime(releaseAfterMs))) return 'badTime'
      return {
        ...resolver,
        role,
        acquireLeaseDelayForMinorityMs: minorityDelayMs,
        releaseAfterMs,
        leaseName: '',
      }
    }
    case 'static-quorum': {
      const quorumSize = numberInDecimal(draft.quorumSize)
      if (!(Number.isSafeInteger(quorumSize) && quorumSize >= 1)) return 'badQuorum'
      return { ...resolver, role, quorumSize }
    }
  }
}

export const sameDowning = (a: DowningFields, b: DowningFields): boolean =>
  Object.keys({ ...a, ...b }).every(field => a[field] === b[field])

/** The part of a change that its branch is named after: fields at Pekko's default are left out. */
export function shownChange({ strategy, ...fields }: DowningFields): DowningFields {
  const shown = Object.entries(fields).filter(
    ([field, value]) => field !== 'downAllWhenUnstableMs' && value !== '' && value !== true,
  )
  return { downing: strategy ?? null, ...Object.fromEntries(shown) }
}
