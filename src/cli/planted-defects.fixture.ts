import {
  type ActorRef,
  type Behavior,
  Behaviors,
  Cluster,
  ClusterClientReceptionist,
  DistributedPubSub,
  type PubSubCommand,
  type Stores,
  SupervisorStrategy,
} from '../runtime/index.ts'
import { inMemoryJournal, type Journal } from '../runtime/persistence/index.ts'
import { type Entries, entryOf, type Get, readTopic, type Updated } from '../scenarios/cqrs/protocol.ts'
import { cqrsCode } from '../scenarios/cqrs/start.ts'
import type { ClusterScenarioSettings, ScenarioCode } from '../scenarios/scenario.ts'
import { checksumOf, Disk } from '../scenarios/web-server/disk.ts'
import { CorruptEntry } from '../scenarios/web-server/errors.ts'
import * as Filesystem from '../scenarios/web-server/filesystem.ts'
import type { FsReply, Get as WebGet } from '../scenarios/web-server/protocol.ts'
import type { WebServerSettings } from '../scenarios/web-server/settings.ts'
import { webServerCode } from '../scenarios/web-server/start.ts'

/** Code of a `cqrs` cluster whose readers never read the journal. */
export const withoutCatchUp = (onGap: 'apply' | 'ignore'): ScenarioCode<ClusterScenarioSettings> => ({
  ...cqrsCode,
  startNode(system, settings) {
    if (!Cluster.get(system).selfRoles.includes('read')) return cqrsCode.startNode(system, settings)
    const reader = system.spawn(forgetfulReader(DistributedPubSub.get(system).mediator, onGap), 'read')
    ClusterClientReceptionist.get(system).registerService(reader)
  },
})

const forgetfulReader = (
  mediator: ActorRef<PubSubCommand>,
  onGap: 'apply' | 'ignore',
): Behavior<Get | Updated> =>
  Behaviors.setup(context => {
    mediator.tell({ type: 'Subscribe', topic: readTopic, subscriber: context.self })
    const reading = (entries: Entries, sequenceNr: number): Behavior<Get | Updated> => {
      context.inspect(() => ({ entries, sequenceNr, catchingUp: false }))
      return Behaviors.receiveMessage(message => {
        if (message.type === 'Get') {
          const { key, replyTo } = message
          replyTo.tell({ type: 'GetReply', key, value: entryOf(entries, key), reader: '', sequenceNr })
          return Behaviors.same
        }
        const missed = message.sequenceNr > sequenceNr + 1
        if (message.sequenceNr <= sequenceNr || (missed && onGap === 'ignore')) return Behaviors.same
        return reading({ ...entries, [message.key]: message.value }, message.sequenceNr)
      })
    }
    return reading({}, 0)
  })

/** Code of a `cqrs` cluster whose proxies neither forward nor answer. */
export const muteProxy: ScenarioCode<ClusterScenarioSettings> = {
  ...cqrsCode,
  startNode(system) {
    ClusterClientReceptionist.get(system).registerService(system.spawn(Behaviors.ignore, 'masterProxy'))
  },
}

/** A database that acknowledges events and loses them when it ends. */
export function volatileJournal(stores: Stores): Stores {
  let journal = inMemoryJournal()
  return {
    ...stores,
    journal: {
      ...delegateTo(() => journal),
      // A database that starts reads the heads first.
      heads: () => {
        journal = inMemoryJournal()
        return journal.heads()
      },
    },
  }
}

/** A database that carries out a deletion only at the next write, and then deletes everything. */
export function overdueDeletion(stores: Stores): Stores {
  const { journal } = stores
  let due: string | null = null
  return {
    ...stores,
    journal: {
      ...delegateTo(() => journal),
      deleteTo: (persistenceId, toSequenceNr) => {
        due = persistenceId
        return journal.deleteTo(persistenceId, toSequenceNr)
      },
      append: commit => {
        const appended = journal.append(commit)
        if (due !== null) void journal.deleteTo(due, Number.MAX_SAFE_INTEGER)
        due = null
        return appended
      },
    },
  }
}

const delegateTo = (journal: () => Journal): Journal => ({
  heads: () => journal().heads(),
  append: commit => journal().append(commit),
  replay: (persistenceId, bounds) => journal().replay(persistenceId, bounds),
  highestSequenceNr: persistenceId => journal().highestSequenceNr(persistenceId),
  deleteTo: (persistenceId, toSequenceNr) => journal().deleteTo(persistenceId, toSequenceNr),
})

/**
 * Code of a web server that never answers, and whose cache stores a file before it checks it: the supervisor resumes the
 * cache with the corrupt entry.
 */
export const hastyCache: ScenarioCode<WebServerSettings> = {
  ...webServerCode,
  guardian: () =>
    Behaviors.setup(context => {
      context.spawn(silentServer(), 'web-server')
      return Behaviors.ignore
    }),
}

const silentServer = (): Behavior<WebGet> =>
  Behaviors.setup(context => {
    const filesystem = context.spawn(Filesystem.create(new Disk()), 'filesystem')
    const cache = context.spawn(
      Behaviors.supervise(storingCache()).onFailure(SupervisorStrategy.resume),
      'cache',
    )
    return Behaviors.receiveMessage(({ path }) => {
      filesystem.tell({ type: 'FsFind', path, replyTo: cache })
      return Behaviors.same
    })
  })

const storingCache = (): Behavior<FsReply> =>
  Behaviors.setup(context => {
    const entries: string[] = []
    context.inspect(() => ({ entries: [...entries], hits: 0, misses: 0 }))
    return Behaviors.receiveMessage(reply => {
      if (reply.type === 'FsMiss') return Behaviors.same
      const { id, content, checksum } = reply.resource
      entries.push(id)
      if (checksumOf(content) !== checksum) throw new CorruptEntry(id)
      return Behaviors.same
    })
  })
