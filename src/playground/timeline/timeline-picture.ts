import type { EventId, ParticipantId, VirtualTime } from '../../trace/index.ts'
import type { Palette } from '../canvas/draw-flights.ts'
import type { LitPath } from '../why/lit-path.ts'
import type { Drawn } from './timeline-geometry.ts'
import type { MarkKind } from './timeline-marks.ts'
import type { LaneStatus } from './timeline-model.ts'

/** The theme's colours that only the time line uses. */
export interface TimelineColours {
  readonly statuses: Readonly<Record<LaneStatus, string>>
  readonly marks: Readonly<Record<MarkKind, string>>
  readonly line: string
  readonly accent: string
}

export interface TimelinePicture extends Drawn {
  readonly hidden: ReadonlySet<ParticipantId>
  /** While the page follows the frontier, what is computed ahead of the cursor is not shown. */
  readonly following: boolean
  readonly selected: EventId | null
  /** The causes that are lit, before which everything else steps back; null: none. */
  readonly lit: LitPath | null
  /** Instants at which lamps turned red. */
  readonly redAt: readonly VirtualTime[]
  readonly palette: Palette
  readonly colours: TimelineColours
  readonly timeText: (at: VirtualTime) => string
  readonly countText: (count: number) => string
  /** Size of the text, in px. */
  readonly textSize: number
}
