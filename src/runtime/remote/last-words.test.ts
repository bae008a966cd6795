import { expect, test } from 'vitest'
import { type ActorRef, Behaviors, isTerminated } from '../actor/index.ts'
import { Cluster, fastProfile } from '../cluster/index.ts'
import { TestNetwork } from '../testkit/test-network.ts'

/** The ways in which an actor on another node ends after its last message. */
const endings: readonly (readonly [string, (network: TestNetwork, address: string) => void])[] = [
  ['stops by itself', network => tellSpeaker(network, 'stop')],
  [
    'is stopped with its whole system',
    network => {
      tellSpeaker(network, 'speak')
      network.node('b').system.terminate()
    },
  ],
  [
    'leaves with its node',
    (network, address) => {
      tellSpeaker(network, 'speak')
      Cluster.get(network.node('a').system).leave(address)
    },
  ],
]

const tellSpeaker = (network: TestNetwork, word: string) =>
  network.node('b').system.resolve<string>('/user/speaker').tell(word)

/** Sends twenty messages to the listener on node `a` at each word, and stops after the word `stop`. */
const speaker = (to: ActorRef<string>) =>
  Behaviors.receiveMessage<string>(word => {
    for (let i = 1; i <= 20; i++) to.tell(`word ${i}`)
    return word === 'stop' ? Behaviors.stopped : Behaviors.same
  })

test.each(endings)(
  'a message that an actor sends before it %s arrives before its Terminated [C-135]',
  (_, end) => {
    const network = TestNetwork.create({ links: { default: { minMs: 1, maxMs: 40 } } })
    const seedNodes = [network.addressOf('a')]
    const settings = { ...fastProfile, seedNodes }
    const heard: string[] = []
    network.addNode('a', {
      setup: system => {
        Cluster.start(system, { settings, roles: [] })
        system.spawn(
          Behaviors.setup<string>(context =>
            Behaviors.receiveMessage<string>(word => {
              if (word === 'watch') context.watch(system.resolve(`${network.addressOf('b')}/user/speaker`))
              else heard.push(word)
              return Behaviors.same
            }).receiveSignal((__, signal) => {
              if (isTerminated(signal)) heard.push('Terminated')
              return Behaviors.same
            }),
          ),
          'listener',
        )
      },
    })
    const address = network.addressOf('b')
    network.addNode('b', {
      setup: system => {
        Cluster.start(system, { settings, roles: [] })
        system.spawn(speaker(system.resolve(`${network.addressOf('a')}/user/listener`)), 'speaker')
      },
    })
    network.advance(5000)
    network.node('a').system.resolve<string>('/user/listener').tell('watch')
    network.advance(1000)
    end(network, address)
    network.advance(30_000)
    expect(heard).toEqual([...Array.from({ length: 20 }, (__, i) => `word ${i + 1}`), 'Terminated'])
  },
)
