import * as v from 'valibot'
import { actionSchema } from '../trace/action-schema.ts'
import { boundedCheckSchema } from '../trace/check-schema.ts'
import type { Action, Check, ParticipantId, ScriptStep } from '../trace/index.ts'
import { choice, listOf, name, whole } from '../trace/plain-schema.ts'
import { complaint } from '../trace/refusal.ts'

/** Moments that a direction can wait for by name. */
export const moments = ['formed', 'suspicion', 'hand-over', 'recovery'] as const

export type Moment = (typeof moments)[number]

/** Limit of a wait in virtual ms when the author gives none. */
const defaultWaitMs = 60_000

/**
 * A stage direction: forces the interesting case. `stage` of a step carries it out before the step is shown, `cues` while
 * it plays.
 * @example
 * const cutDuringHandOver: readonly Direction[] = [
 *   { type: 'wait', for: 'hand-over' },
 *   { type: 'cut', between: ['node-1', 'node-2'] },
 * ]
 */
export type Direction =
  /** Waits for a moment by name, or for a check. `withinMs` in virtual ms; default: 60 s. */
  | { readonly type: 'wait'; readonly for: Moment | Check; readonly withinMs?: number }
  /** Makes a node the oldest one among others: each of those leaves, starts again and is Up before the next one leaves. */
  | { readonly type: 'oldest'; readonly node: ParticipantId; readonly among: readonly ParticipantId[] }
  /** Gives the link between two participants a latency in virtual ms, in both directions. */
  | {
      readonly type: 'latency'
      readonly between: readonly [ParticipantId, ParticipantId]
      readonly minMs: number
      readonly maxMs: number
    }
  /** Loses this share of the messages between two participants, in percent. */
  | {
      readonly type: 'loss'
      readonly between: readonly [ParticipantId, ParticipantId]
      readonly percent: number
    }
  | { readonly type: 'cut' | 'heal'; readonly between: readonly [ParticipantId, ParticipantId] }
  /** Performs any other action. */
  | { readonly type: 'act'; readonly action: Action }

const eventually = (what: Extract<Check, { type: 'eventually' }>['what']): Check => ({
  type: 'eventually',
  what,
})
const allUp = {
  type: 'all',
  checks: [eventually({ fact: 'members', status: 'Up' }), eventually({ fact: 'agreed' })],
} as const satisfies Check

const checksOfMoments: Readonly<Record<Moment, Check>> = {
  /** All running nodes are Up and agree on it. */
  formed: allUp,
  /** A node calls another one unreachable. */
  suspicion: eventually({ event: 'MemberUnreachable' }),
  /** A singleton manager begins to hand over its singleton. */
  'hand-over': eventually({ event: 'SingletonManagerChanged', where: { to: 'HandingOver' } }),
  /** A persistent actor begins to load its events. */
  recovery: eventually({ event: 'RecoveryStarted' }),
}

const act = (action: Action): ScriptStep => ({ type: 'act', action })
const wait = (check: Check, withinMs = defaultWaitMs): ScriptStep => ({ type: 'wait', check, withinMs })

/** The steps of a script that carry out a direction. */
export function scriptOfDirection(direction: Direction): readonly ScriptStep[] {
  switch (direction.type) {
    case 'wait': {
      const { for: awaited, withinMs } = direction
      return [wait(typeof awaited === 'string' ? checksOfMoments[awaited] : awaited, withinMs)]
    }
    case 'oldest':
      return [
        wait(allUp),
        ...direction.among
          .filter(other => other !== direction.node)
          .flatMap(other => [
            act({ type: 'Leave', node: other }),
            wait(eventually({ event: 'ParticipantStopped', where: { participant: other } })),
            act({ type: 'Start', participant: other }),
            wait({
              type: 'all',
              checks: [
                eventually({
                  event: 'MemberChanged',
                  node: direction.node,
                  where: { status: 'Up', member: `*@${other}:*` },
                }),
                ...allUp.checks,
              ],
            }),
          ]),
      ]
    case 'latency': {
      const { minMs, maxMs } = direction
      return [act({ type: 'SetLinks', links: linksOf(direction), latency: { minMs, maxMs } })]
    }
    case 'loss':
      return [act({ type: 'SetLinks', links: linksOf(direction), lossPercent: direction.percent })]
    case 'cut':
      return [act({ type: 'Cut', links: linksOf(direction) })]
    case 'heal':
      return [act({ type: 'Heal', links: linksOf(direction) })]
    case 'act':
      return [act(direction.action)]
  }
}

const linksOf = ({ between: [from, to] }: { readonly between: readonly [ParticipantId, ParticipantId] }) => [
  { from, to },
]

const between = v.strictTuple([name, name])

export const directionSchema: v.GenericSchema<unknown, Direction> = v.variant('type', [
  v.strictObject({
    type: v.literal('wait'),
    for: v.lazy(
      (value): v.GenericSchema<unknown, Moment | Check> =>
        typeof value === 'string' ? choice(moments) : boundedCheckSchema,
    ),
    withinMs: v.exactOptional(whole),
  }),
  v.strictObject({
    type: v.literal('oldest'),
    node: name,
    among: v.pipe(listOf(name, { en: 'nodes', ja: 'ノード' }), v.minLength(1, complaint('no-node'))),
  }),
  v.strictObject({ type: v.literal('latency'), between, minMs: whole, maxMs: whole }),
  v.strictObject({ type: v.literal('loss'), between, percent: whole }),
  v.strictObject({ type: v.literal('cut'), between }),
  v.strictObject({ type: v.literal('heal'), between }),
  v.strictObject({ type: v.literal('act'), action: actionSchema }),
])

export const directionsSchema = listOf(directionSchema, { en: 'stage directions', ja: '演出の指示' })
