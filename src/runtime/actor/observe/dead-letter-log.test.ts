import { describe, expect, test } from 'vitest'
import { ActorTestKit } from '../../testkit/actor-test-kit.ts'
import { tracedSystem } from '../../testkit/traced-system.ts'
import type { UnhandledMessage } from '../api/actor-system.ts'
import { Behaviors } from '../authoring/behaviors.ts'
import type { DeadLetterLogSettings } from '../kernel/services.ts'

function setUp(settings: DeadLetterLogSettings = {}) {
  const { system, drain } = tracedSystem(settings)
  const refusing = system.spawn(
    Behaviors.receiveMessage<string>(() => Behaviors.unhandled),
    'refusing',
  )
  system.runInstant(0)
  const lines = () => drain().flatMap(event => (event.type === 'Logged' ? [[event.level, event.text]] : []))
  return {
    system,
    lines,
    deadLetter: () => system.deadLetters.tell({ type: 'Lost' }),
    drop: () =>
      system.eventStream.publish({
        type: 'Dropped',
        message: 'm',
        reason: 'no room',
        recipient: '/user/full',
      }),
    refuse: () => {
      refusing.tell('what')
      system.runInstant(system.now)
    },
  }
}

const lost = '[Lost] to [/deadLetters] was not delivered.'

describe('the log of dead letters', () => {
  test('[A-191] counts dead letters, dropped and unhandled messages together, pauses, and starts anew', () => {
    const { system, lines, deadLetter, drop, refuse } = setUp({
      logDeadLetters: 4,
      logDeadLettersSuspendDurationMs: 2000,
    })
    deadLetter()
    drop()
    refuse()
    deadLetter()
    expect(lines()).toEqual([
      ['info', `${lost} [1] dead letters so far.`],
      ['info', '[string] to [/user/full] was dropped: no room. [2] dead letters so far.'],
      [
        'info',
        expect.stringMatching(
          /^\[string\] to \[\/user\/refusing#\d+\] was not handled\. \[3\] dead letters so far\.$/,
        ),
      ],
      ['info', `${lost} [4] dead letters so far; no more are logged for [2000] ms.`],
    ])
    deadLetter()
    system.enterInstant(1999)
    drop()
    expect(lines()).toEqual([])
    system.enterInstant(2000)
    deadLetter()
    deadLetter()
    expect(lines()).toEqual([
      ['info', `${lost} [7] dead letters so far, of which [2] were not logged. The count begins anew.`],
      ['info', `${lost} [1] dead letters so far.`],
    ])
  })

  test('pauses for five minutes after the tenth entry by default, and can be switched off', () => {
    const { lines, deadLetter } = setUp()
    for (let i = 0; i < 12; i++) deadLetter()
    const recorded = lines()
    expect(recorded).toHaveLength(10)
    expect(recorded[9]?.[1]).toContain('no more are logged for [300000] ms')
    const off = setUp({ logDeadLetters: 0 })
    off.deadLetter()
    expect(off.lines()).toEqual([])
  })

  test('is silent while the system terminates, unless configured otherwise', () => {
    const run = (settings: DeadLetterLogSettings) => {
      const { system, lines, deadLetter } = setUp(settings)
      system.terminate()
      system.runInstant(0)
      deadLetter()
      return lines().length
    }
    expect([run({}), run({ logDeadLettersDuringShutdown: true })]).toEqual([0, 1])
  })

  test('[A-202] records unhandled messages, which subscribers of the event stream receive too', () => {
    const kit = ActorTestKit.create()
    const recorded = kit.createTestProbe<UnhandledMessage>()
    kit.system.eventStream.subscribe(recorded.ref, 'UnhandledMessage')
    const ref = kit.spawn(
      Behaviors.receiveMessage<string>(() => Behaviors.unhandled),
      'a',
    )
    ref.tell('x')
    expect(recorded.receiveMessage()).toMatchObject({ message: 'x', recipient: ref.path })
    expect(kit.eventsOf('Logged').map(event => event.text)).toEqual([
      `[string] to [${ref.path}] was not handled. [1] dead letters so far.`,
    ])
  })

  test('omits suppressed messages', () => {
    const { system, lines, deadLetter } = setUp()
    system.suppressDeadLetters(label => label === 'Lost')
    deadLetter()
    expect(lines()).toEqual([])
  })
})
