import {
  type ActorRef,
  type Behavior,
  Behaviors,
  Cluster,
  ClusterClientReceptionist,
  ClusterSingletonManager,
  ClusterSingletonProxy,
  DistributedPubSub,
  Effect,
  EventSourcedBehavior,
  PersistenceId,
  type PubSubCommand,
  type Stores,
  SupervisorStrategy,
} from '../runtime/index.ts'
import { inMemoryJournal, type Journal } from '../runtime/persistence/index.ts'
import {
  type Entries,
  entryOf,
  type Get,
  readTopic,
  type Updated,
  type Written,
  writerId,
} from '../scenarios/cqrs/protocol.ts'
import { cqrsCode } from '../scenarios/cqrs/start.ts'
import type { Command } from '../scenarios/cqrs/writer.ts'
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

/** Code of a `cqrs` cluster whose writer acknowledges a write before the database has stored it. */
export const hastyWriter: ScenarioCode<ClusterScenarioSettings> = {
  ...cqrsCode,
  startNode(system, settings) {
    if (!Cluster.get(system).selfRoles.includes('update')) return cqrsCode.startNode(system, settings)
    const mediator = DistributedPubSub.get(system).mediator
    const singleton = acknowledgingFirst(mediator)
    system.spawn(
      ClusterSingletonManager.create({ singleton, stopMessage: { type: 'Stop' }, role: 'update' }),
      'master',
    )
    const proxy = system.spawn(
      ClusterSingletonProxy.create({ singletonManagerPath: '/user/master', role: 'update' }),
      'masterProxy',
    )
    ClusterClientReceptionist.get(system).registerService(proxy)
  },
}

const acknowledgingFirst = (mediator: ActorRef<PubSubCommand>): Behavior<Command> =>
  EventSourcedBehavior.create<Command, Written, Entries>({
    persistenceId: PersistenceId.ofUniqueId(writerId),
    emptyState: {},
    commandHandler: (_entries, command, context) => {
      if (command.type === 'Stop') return Effect.stop()
      if (command.type === 'SaveSnapshot') return Effect.none()
      const { key, value, replyTo } = command
      const sequenceNr = EventSourcedBehavior.lastSequenceNumber(context) + 1
      replyTo.tell({ type: 'WriteAck', key, sequenceNr })
      return Effect.persist<Written, Entries>({ type: 'Written', key, value }).thenRun(() =>
        mediator.tell({
          type: 'Publish',
          topic: readTopic,
          message: { type: 'Updated', key, value, sequenceNr },
        }),
      )
    },
    eventHandler: (entries, { key, value }) => ({ ...entries, [key]: value }),
    onPersistFailure: SupervisorStrategy.restartWithBackoff({
      minBackoffMs: 1000,
      maxBackoffMs: 10_000,
      randomFactor: 0.1,
    }),
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
  highestOffset: () => journal().highestOffset(),
  select: (selection, bounds) => journal().select(selection, bounds),
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

/** Code of a web server that gives up on its file system after a second, and answers again when the file comes later. */
export const impatientServer: ScenarioCode<WebServerSettings> = {
  ...webServerCode,
  guardian: () =>
    Behaviors.setup(context => {
      context.spawn(answeringTwice(), 'web-server')
      return Behaviors.ignore
    }),
}

type GivesUp = { readonly type: 'GivesUp'; readonly of: WebGet }

const answeringTwice = (): Behavior<WebGet> =>
  Behaviors.setup<WebGet | FsReply | GivesUp>(context => {
    const filesystem = context.spawn(Filesystem.create(new Disk()), 'filesystem')
    const waiting: WebGet[] = []
    const answered = new Set<WebGet>()
    return Behaviors.receiveMessage(message => {
      switch (message.type) {
        case 'Get':
          waiting.push(message)
          filesystem.tell({ type: 'FsFind', path: message.path, replyTo: context.self })
          context.scheduleOnce(1000, context.self, { type: 'GivesUp', of: message })
          return Behaviors.same
        case 'GivesUp': {
          const { path, replyTo } = message.of
          if (!answered.has(message.of))
            replyTo.tell({ type: 'InternalServerError', path, noAnswerFrom: 'filesystem' })
          return Behaviors.same
        }
        default: {
          const path = message.type === 'FsMiss' ? message.path : message.resource.id
          const request = waiting.find(each => each.path === path && !answered.has(each))
          if (request === undefined) return Behaviors.same
          answered.add(request)
          const { replyTo } = request
          replyTo.tell(
            message.type === 'FsMiss'
              ? { type: 'NotFound', path }
              : { type: 'Ok', path, resource: message.resource },
          )
          return Behaviors.same
        }
      }
    })
  }) as unknown as Behavior<WebGet>
