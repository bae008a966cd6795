import type { PlayerState } from '../../lessons/index.ts'
import type { ExchangeData } from '../../scenarios/card.ts'
import type { Action, Participants, TraceEvent, VirtualTime, WatchDecision } from '../../trace/index.ts'
import type { LostRequest } from '../client/lost-requests.ts'
import type { Lamp } from '../lamps/lamps.ts'

/** An event that changes what the page shows, with the view that names its participants. */
export interface AnnouncedEvent {
  readonly type: 'event'
  readonly event: TraceEvent
  readonly view: Participants
}

/** The message of a command. */
export type CommandMessage = Extract<Action, { type: 'Tell' }>['message']

/** A thing to say to people who do not see the canvas. It becomes words in the page's language when it is said. */
export type Announcement =
  | AnnouncedEvent
  | { readonly type: 'answer'; readonly request: ExchangeData; readonly reply: ExchangeData }
  /** A request was lost. Its client learns of that only by its time-out. */
  | { readonly type: 'loss'; readonly message: CommandMessage; readonly lost: LostRequest }
  | {
      readonly type: 'jump'
      /** Positions in the log before and after it. */
      readonly from: number
      readonly to: number
      readonly at: VirtualTime
      /** True if the page shows the newest instant and follows it. */
      readonly now: boolean
    }
  | { readonly type: 'playing' }
  | { readonly type: 'paused'; readonly at: VirtualTime }
  /** Time waits while a failure is shown. */
  | { readonly type: 'waiting' }
  /** A lamp turned red by this decision, or green again: then its verdict is not `false`. */
  | { readonly type: 'lamp'; readonly lamp: Lamp; readonly decision: WatchDecision }
  | { readonly type: 'lesson'; readonly state: PlayerState; readonly last: boolean }
