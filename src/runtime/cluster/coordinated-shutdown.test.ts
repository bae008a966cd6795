import { describe, expect, test } from 'vitest'
import type { LocalActorSystem } from '../actor/system/local-actor-system.ts'
import { TestNetwork } from '../testkit/test-network.ts'
import { CoordinatedShutdown } from './coordinated-shutdown.ts'

function systemWith(setup: (shutdown: CoordinatedShutdown, system: LocalActorSystem) => void) {
  const network = TestNetwork.create()
  const node = network.addNode('a', { setup: system => setup(CoordinatedShutdown.get(system), system) })
  return { network, node, shutdown: CoordinatedShutdown.get(node.system) }
}

describe('coordinated shutdown', () => {
  test('runs phases in order and the tasks of a phase in parallel, then terminates the system', () => {
    const log: string[] = []
    let finish: () => void = () => undefined
    const { network, node, shutdown } = systemWith(each => {
      each.addTask('cluster-leave', 'late', done => {
        log.push('late begins')
        finish = () => {
          log.push('late ends')
          done()
        }
      })
      each.addTask('cluster-leave', 'quick', done => {
        log.push('quick')
        done()
      })
      each.addTask('cluster-shutdown', 'last', done => {
        log.push('last')
        done()
      })
      each.addTask('service-stop', 'first', done => {
        log.push('first')
        done()
      })
    })
    shutdown.run('user-initiated')
    network.advance(1000)
    expect(log).toEqual(['first', 'late begins', 'quick'])
    finish()
    network.advance(1)
    expect(log).toEqual(['first', 'late begins', 'quick', 'late ends', 'last'])
    expect([node.running, node.ended]).toEqual([false, 'left'])
  })

  test('leaves a phase at its time-out when a task does not finish', () => {
    const { network, node, shutdown } = systemWith(each => {
      each.addTask('service-stop', 'never', () => undefined)
      each.addTask('cluster-exiting', 'never', () => undefined)
    })
    shutdown.run('cluster-leaving')
    network.advance(14999)
    expect(node.running).toBe(true)
    network.advance(1)
    expect(node.running).toBe(false)
    const warnings = network.eventsOf('Logged').map(event => [event.at, event.text])
    expect(warnings).toEqual([
      [5000, expect.stringContaining('[service-stop] timed out: [never]')],
      [15000, expect.stringContaining('[cluster-exiting] timed out')],
    ])
  })

  test('continues when a task throws', () => {
    const { network, node, shutdown } = systemWith(each => {
      each.addTask('service-stop', 'broken', () => {
        throw new Error('no way')
      })
    })
    shutdown.run('cluster-downing')
    network.advance(1)
    expect([node.running, node.ended]).toEqual([false, 'downed'])
    expect(network.eventsOf('Logged')[0]!.text).toContain('no way')
  })

  test('skips a task added to a started phase and runs one added to a later phase [CS-2]', () => {
    const ran: string[] = []
    const { network, shutdown } = systemWith(each => {
      const add = (phase: 'service-unbind' | 'service-stop' | 'cluster-leave', name: string) =>
        each.addTask(phase, name, done => {
          ran.push(name)
          done()
        })
      each.addTask('service-stop', 'adds', done => {
        add('service-unbind', 'earlier')
        add('service-stop', 'same')
        add('cluster-leave', 'later')
        done()
      })
      add('service-stop', 'known')
    })
    shutdown.run('user-initiated')
    network.advance(1)
    expect(ran).toEqual(['known', 'later'])
  })

  test('runs once and keeps the first reason when it is run again', () => {
    let runs = 0
    const { network, node, shutdown } = systemWith(each => {
      each.addTask('service-stop', 'counted', done => {
        runs++
        done()
      })
    })
    expect(shutdown.reason).toBeNull()
    shutdown.run('cluster-downing')
    shutdown.run('cluster-leaving')
    network.advance(1)
    expect([runs, shutdown.reason, node.ended]).toEqual([1, 'cluster-downing', 'downed'])
  })
})
