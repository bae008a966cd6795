import type { ActorRef } from '../../actor/api/actor-ref.ts'
import type { ActorSystem } from '../../actor/api/actor-system.ts'
import { type ClusterSettings, pekkoDefaults } from '../../cluster/index.ts'
import {
  ClusterClient,
  type ClusterClientCommand,
  ClusterClientReceptionist,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  DistributedPubSub,
} from '../../cluster-tools/index.ts'
import { TestCluster } from '../test-cluster.ts'
import {
  listener,
  type Note,
  portOf,
  reader,
  type SenderCommand,
  sender,
  type WriterCommand,
  writer,
} from './cluster-case-actors.ts'

/** The settings of the recording. */
const settings: Partial<ClusterSettings> = {
  seedNodeTimeoutMs: 2000,
  retryUnsuccessfulJoinAfterMs: 3000,
  gossipIntervalMs: 200,
  leaderActionsIntervalMs: 200,
  unreachableNodesReaperIntervalMs: 500,
  failureDetector: {
    ...pekkoDefaults.failureDetector,
    heartbeatIntervalMs: 500,
    acceptableHeartbeatPauseMs: 3000,
  },
  downing: { strategy: 'keep-majority', stableAfterMs: 3000, role: '', downAllWhenUnstableMs: 4000 },
  downRemovalMarginMs: 3000,
  singleton: {
    ...pekkoDefaults.singleton,
    handOverRetryIntervalMs: 1000,
    identificationIntervalMs: 1000,
  },
}

/** The client of the recording reports a silent contact after about 3.5 s. */
const clientSettings = {
  ...pekkoDefaults.client,
  heartbeatIntervalMs: 500,
  acceptableHeartbeatPauseMs: 3000,
  failureDetectionIntervalMs: 500,
}

const ids = ['node-1', 'node-2', 'node-3', 'node-4']
const writeEveryMs = 100
/** Time in which every node learns the services and a client connects. */
const settlingMs = 3000

/** A hash of its path decides the contact of a client: with this id it is node-1, as in the recording. */
const clientId = 'c1'

/** The sender of writes: on a node it uses the proxy, outside the cluster the client. */
interface Sender {
  readonly ref: ActorRef<SenderCommand>
  readonly acknowledged: Set<string>
}

/** The recording's cluster: `node-1` and `node-2` may host the writer, `node-3` and `node-4` read. */
export class CaseCluster {
  readonly cluster = new TestCluster({ settings, seeds: ids })
  private readonly notes: { readonly at: number; readonly node: string; readonly text: string }[] = []
  private readonly senders = new Map<string, Sender>()
  private recordingSince = 0

  start(id: string): void {
    const updates = ids.indexOf(id) < 2
    this.cluster.start(id, {
      roles: [updates ? 'update' : 'read'],
      setup: system => {
        const note = this.noteOf(id, system)
        note('STARTED')
        system.spawn(listener(note), 'listener')
        ClusterClientReceptionist.get(system)
        const { mediator } = DistributedPubSub.get(system)
        if (updates) this.startUpdateNode(id, system, note)
        else system.spawn(reader(note, mediator), 'reader')
      },
    })
  }

  private startUpdateNode(id: string, system: ActorSystem, note: Note): void {
    const { mediator } = DistributedPubSub.get(system)
    system.spawn(
      ClusterSingletonManager.create<WriterCommand>({
        singleton: writer(note, mediator),
        stopMessage: { type: 'Stop' },
        role: 'update',
      }),
      'master',
    )
    const proxy = system.spawn(
      ClusterSingletonProxy.create<WriterCommand>({ singletonManagerPath: '/user/master', role: 'update' }),
      'masterProxy',
    )
    ClusterClientReceptionist.get(system).registerService(proxy)
    const acknowledged = new Set<string>()
    const ref = system.spawn(
      sender(note, acknowledged, command => proxy.tell(command)),
      'sender',
    )
    this.senders.set(id, { ref, acknowledged })
  }

  startClient(): void {
    const acknowledged = new Set<string>()
    this.cluster.network.addNode(clientId, {
      kind: 'client',
      setup: system => {
        const note = this.noteOf('client', system)
        note('STARTED')
        const client: ActorRef<ClusterClientCommand> = system.spawn(
          ClusterClient.create({
            initialContacts: [`${this.cluster.network.addressOf('node-1')}/system/receptionist`],
            settings: clientSettings,
          }),
          'client',
        )
        const ref = system.spawn(
          sender(note, acknowledged, message =>
            client.tell({ type: 'Send', path: '/user/masterProxy', message, localAffinity: true }),
          ),
          'sender',
        )
        this.senders.set('client', { ref, acknowledged })
      },
    })
  }

  /** Starts all four nodes, each Up before the next starts. */
  form(): void {
    for (const [index, id] of ids.entries()) {
      this.start(id)
      this.cluster.awaitAgreement(ids.slice(0, index + 1))
    }
    this.cluster.network.advance(settlingMs)
  }

  write(from: string, text: string): void {
    this.senders.get(from)!.ref.tell({ type: 'Send', text })
  }

  /** Sends ten writes per second from each sender for `forMs`. Returns the number of the next write. */
  writeSteadily(from: readonly string[], firstNumber: number, forMs: number): number {
    let number = firstNumber
    for (let ms = 0; ms < forMs; ms += writeEveryMs) {
      for (const id of from) this.write(id, `t${number}`)
      number++
      this.cluster.network.advance(writeEveryMs)
    }
    return number
  }

  /** The unacknowledged writes among `t1` to `t<last>`, as numbers. */
  unacknowledged(from: string, last: number): readonly number[] {
    const { acknowledged } = this.senders.get(from)!
    return Array.from({ length: last }, (_, index) => index + 1).filter(each => !acknowledged.has(`t${each}`))
  }

  /** Discards earlier lines; the times of later ones count from this instant. */
  beginRecording(): void {
    this.recordingSince = this.cluster.network.now
  }

  /** The record in the form of the recording: `ms node text`, in the order of time. */
  get lines(): readonly string[] {
    const logged = this.cluster.network.eventsOf('Logged').map(({ at, node, actor, text }) => ({
      at,
      node,
      text: `LOG ${(actor ?? '').slice(1).split('#')[0]} ${text}`,
    }))
    return [
      ...this.notes,
      ...logged.map(each => (each.node === clientId ? { ...each, node: 'client' } : each)),
    ]
      .filter(({ at }) => at >= this.recordingSince)
      .sort((a, b) => a.at - b.at)
      .map(({ at, node, text }) => `${at - this.recordingSince} ${node} ${withPorts(text, node)}`)
  }

  private noteOf(node: string, system: ActorSystem): Note {
    return text => this.notes.push({ at: system.now, node, text })
  }
}

/** Replaces addresses as the recording does: `here` for the node's own, else the port. */
const withPorts = (text: string, node: string): string =>
  text.replace(/pekko:\/\/test@node-\d:1/g, address =>
    address.includes(`@${node}:`) ? 'here' : portOf(address),
  )
