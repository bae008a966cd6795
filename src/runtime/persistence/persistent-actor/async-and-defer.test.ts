import { describe, expect, test } from 'vitest'
import { type Command, fail, type Scripted, setUp } from './scripted.fixture.ts'

describe('persistAsync', () => {
  test('[P-080] a later command is handled before the handler of an earlier one', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => actor.storeAsync('a'), 'next')
    expect(takeLines()).toEqual(['next', '"a" is 1'])
  })

  test('[P-081] three events per command delay no command, and their handlers run in order', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(
      actor => actor.storeAsync('a1', 'a2', 'a3'),
      'x',
      actor => actor.storeAsync('b1', 'b2', 'b3'),
      'y',
    )
    const lines = takeLines()
    expect(lines.filter(line => line.includes('is'))).toEqual([
      '"a1" is 1',
      '"a2" is 2',
      '"a3" is 3',
      '"b1" is 4',
      '"b2" is 5',
      '"b3" is 6',
    ])
    expect(lines.indexOf('y')).toBeLessThan(lines.indexOf('"b1" is 4'))
  })

  test('[P-082] handlers have the sender of their own command', () => {
    const { kit, ref } = setUp()
    const [first, second] = [kit.createTestProbe<unknown>(), kit.createTestProbe<unknown>()]
    const command: Command = (actor: Scripted) => actor.persistAsync('a', () => actor.sender.tell('stored'))
    ref.tell(command, first.ref)
    ref.tell(command, second.ref)
    kit.runUntilIdle()
    expect([first.pending, second.pending]).toEqual([['stored'], ['stored']])
  })

  test('[P-085] persist, persistAsync, persist of one command: all handlers before the next command', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.store('a')
      actor.storeAsync('b')
      actor.store('c')
    }, 'next')
    expect(takeLines()).toEqual(['"a" is 1', '"b" is 2', '"c" is 3', 'next'])
  })

  test('[P-086] persist, persistAsync: the next command waits for the first handler only', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.store('a')
      actor.storeAsync('b')
    }, 'next')
    const lines = takeLines()
    expect(lines[0]).toBe('"a" is 1')
    expect(lines.toSorted()).toEqual(['"a" is 1', '"b" is 2', 'next'])
  })

  test('[P-087] after a restart the handlers run for their own events only', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(
      actor => {
        actor.storeAsync('a', 'b')
        fail()
      },
      actor => actor.storeAsync('c'),
    )
    expect(takeLines()).toEqual(['preRestart function', 'postStop', 'preStart', 'recovered a,b', '"c" is 3'])
  })

  test('[P-101] an event nested in a handler of the other kind keeps its place', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => actor.persist('sync', () => actor.storeAsync('async inside')), 'x')
    tell(actor => actor.persistAsync('async', () => actor.store('sync inside')), 'y')
    expect(takeLines()).toEqual(['x', '"async inside" is 2', 'y', '"sync inside" is 4'])
  })

  test('[P-102] a persist nested in a handler of persistAsync keeps the next command waiting', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor =>
      actor.persistAsync('async', () => {
        actor.store('inside')
        actor.self.tell('next')
      }),
    )
    expect(takeLines()).toEqual(['"inside" is 2', 'next'])
  })
})

describe('defer', () => {
  test.each(['defer', 'deferAsync'] as const)('[P-088] %s keeps its place among handlers', how => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.store('a')
      actor[how]('between', event => actor.lines.push(event))
      actor.store('b')
    })
    expect(takeLines()).toEqual(['"a" is 1', 'between', '"b" is 2'])
  })

  test.each(['defer', 'deferAsync'] as const)('[P-091] without pending events %s runs at once', how => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor[how]('at once', event => actor.lines.push(event))
      actor.lines.push('end of command')
    })
    expect(takeLines()).toEqual(['at once', 'end of command'])
  })

  test.each(['defer', 'deferAsync'] as const)('[P-092] the handler of %s has the sender', how => {
    const { tell, probe } = setUp()
    tell(actor => {
      actor.storeAsync('a')
      actor[how]('reply', event => actor.sender.tell(event))
    })
    expect(probe.pending).toEqual(['reply'])
  })

  test('[P-093] after deferAsync a new command may be handled first', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.storeAsync('a')
      actor.deferAsync('deferred', event => actor.lines.push(event))
    }, 'next')
    expect(takeLines()).toEqual(['next', '"a" is 1', 'deferred'])
  })

  test('[P-094] after defer it may not', () => {
    const { tell, takeLines } = setUp()
    takeLines()
    tell(actor => {
      actor.storeAsync('a')
      actor.defer('deferred', event => actor.lines.push(event))
    }, 'next')
    expect(takeLines()).toEqual(['"a" is 1', 'deferred', 'next'])
  })

  test('[P-090] a long mix of persist, persistAsync and defer keeps the order of calls for each sender', () => {
    const { kit, ref } = setUp()
    const probes = [0, 1].map(() => kit.createTestProbe<unknown>())
    const hows = ['persist', 'persistAsync', 'defer', 'deferAsync'] as const
    for (let round = 0; round < 60; round++)
      for (const [index, probe] of probes.entries())
        ref.tell((actor: Scripted) => {
          for (const step of [0, 1, 2]) {
            const how = hows[(round * (index + 1) + step) % 4]!
            const reply = (nr: number) => actor.sender.tell(nr)
            if (how === 'persist' || how === 'persistAsync') actor[how](round * 3 + step, reply)
            else actor[how](round * 3 + step, reply)
          }
        }, probe.ref)
    kit.runUntilIdle()
    const expected = Array.from({ length: 180 }, (_, nr) => nr)
    for (const probe of probes) expect(probe.pending).toEqual(expected)
  })
})
