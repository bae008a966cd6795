import type { ParticipantId, VirtualTime } from '../../trace/identifiers.ts'
import { isLeaseCommand, type LeaseAnswer, type LeaseCommand } from '../coordination/index.ts'
import {
  chain,
  type JournalAnswer,
  type JournalCommand,
  type LeaseRow,
  type MaybePromise,
  StoreService,
  type Stores,
} from '../persistence/index.ts'
import type { StoreRequest, StoreResponse } from '../persistence/internal.ts'
import type { DatabaseSettings } from './database-settings.ts'
import { LeaseService, type LeaseStoreRequest } from './lease-service.ts'

export type DatabaseCommand = JournalCommand | LeaseCommand

export type DatabaseAnswer = JournalAnswer | LeaseAnswer

export interface DatabaseRequest {
  readonly command: DatabaseCommand
  /** The instant of the commit. */
  readonly at: VirtualTime
  /** The participant that sent the request; `replyTo` is the path of the actor that gets the answer. */
  readonly requester: ParticipantId
  readonly replyTo: string
}

export interface DatabaseResponse {
  /** The answers, in sending order. */
  readonly answers: readonly DatabaseAnswer[]
  /** The changed counts of a persistence id; `null` for a request that changed none. */
  readonly change: StoreResponse['change']
  /** Requests of live queries that this commit answers with a `CommitHint`; absent if there are none. */
  readonly hinted?: StoreResponse['hinted']
  /** The changed row of a lease; absent for a request that changed none. */
  readonly row?: LeaseRow
}

/** Executes the requests to a database on its stores: those to the journal and those to the leases, each in order. */
export class DatabaseService {
  readonly journal: StoreService
  readonly leases: LeaseService

  private constructor(journal: StoreService, leases: LeaseService) {
    this.journal = journal
    this.leases = leases
  }

  static open(stores: Stores, { uniqueSequenceNrs }: DatabaseSettings): MaybePromise<DatabaseService> {
    return chain(StoreService.open(stores, { uniqueSequenceNrs }), journal =>
      chain(LeaseService.open(stores.leases), leases => new DatabaseService(journal, leases)),
    )
  }

  /** True while no event and no snapshot was ever stored. */
  get isEmpty(): boolean {
    return this.journal.index.persistenceIds().length === 0
  }

  /** Returns the responses in the order of the requests. Synchronous if the stores are. */
  execute(requests: readonly DatabaseRequest[]): MaybePromise<readonly DatabaseResponse[]> {
    const toJournal = requests.filter(isForJournal)
    if (toJournal.length === requests.length) return this.journal.execute(toJournal)
    const toLeases = requests.filter(isForLeases)
    return chain(this.journal.execute(toJournal), journal =>
      chain(this.leases.execute(toLeases), leases => {
        let journalResponses = 0
        let leaseDecisions = 0
        return requests.map((request): DatabaseResponse => {
          if (isForJournal(request)) return journal[journalResponses++]!
          const { answer, row } = leases[leaseDecisions++]!
          return { answers: [answer], change: null, ...(row === null ? null : { row }) }
        })
      }),
    )
  }
}

const isForLeases = (request: DatabaseRequest): request is DatabaseRequest & LeaseStoreRequest =>
  isLeaseCommand(request.command)

const isForJournal = (request: DatabaseRequest): request is DatabaseRequest & StoreRequest =>
  !isLeaseCommand(request.command)
