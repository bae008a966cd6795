import { expect, test } from 'vitest'
import { EventLog, type WatchDecision } from '../../trace/index.ts'
import type { Lamp } from '../lamps/lamps.ts'
import { type Cursor, initialCursor } from '../store/playback.ts'
import { LampAnnouncer } from './lamp-announcer.ts'

const decision = (verdict: WatchDecision['verdict'], events: number): WatchDecision => ({
  id: 'agree',
  verdict,
  at: events * 10,
  events,
  event: null,
  since: null,
})
const agree: Lamp = {
  id: 'agree',
  title: { en: 'Readers agree', ja: '読み取り側の一致' },
  about: null,
  own: false,
  stops: false,
  from: 0,
  check: { type: 'never', what: { event: 'ActorFailed' } },
  decisions: [decision('false', 5), decision('open', 8), decision('false', 12)],
}

/** An announcer of this lamp, at the start of a run. `shows` moves the cursor on to an event, `jumps` to any place. */
function announcerOf(lamp: Lamp) {
  let lamps: readonly Lamp[] = [lamp]
  let cursor: Cursor = { ...initialCursor, following: false }
  const announced: string[] = []
  const log = new EventLog()
  const announcer = new LampAnnouncer(
    () => lamps,
    () => cursor,
    ({ id }, { verdict, at }) => announced.push(`${id} ${verdict} at ${at}`),
  )
  announcer.begin(log, 0)
  const move = (position: number) => {
    cursor = { ...cursor, position, at: position * 10 }
  }
  return {
    announced,
    shows: (position: number) => {
      move(position)
      announcer.add()
    },
    jumps: (position: number) => {
      move(position)
      announcer.begin(log, position)
    },
    removesLamps: () => {
      lamps = []
    },
  }
}

test('a lamp is announced when it turns red and when it is green again, each time once', () => {
  const { announced, shows } = announcerOf(agree)
  for (const position of [4, 5, 6, 8, 9, 12, 13]) shows(position)
  expect(announced).toEqual(['agree false at 50', 'agree open at 80', 'agree false at 120'])
})

test('a jump over a red lamp announces nothing, and its recovery afterwards is announced', () => {
  const { announced, jumps, shows } = announcerOf(agree)
  jumps(6)
  jumps(2)
  jumps(6)
  expect(announced).toEqual([])
  shows(8)
  expect(announced).toEqual(['agree open at 80'])
})

test('a red lamp that a person removes is not announced as green', () => {
  const { announced, shows, removesLamps } = announcerOf(agree)
  shows(5)
  removesLamps()
  shows(6)
  expect(announced).toEqual(['agree false at 50'])
})
