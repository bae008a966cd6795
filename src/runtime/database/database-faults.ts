import type { DatabaseAction } from '../../trace/action.ts'
import { type DatabaseFault, withFault, withoutFaults } from '../../trace/database-fault.ts'
import type { FailureText } from '../../trace/trace-event.ts'
import type { JournalAnswer } from '../persistence/index.ts'
import type { DatabaseAnswer, DatabaseCommand, DatabaseResponse } from './database-service.ts'
import type { DatabaseSettings } from './database-settings.ts'

/** The effect of a fault on a request. */
export type FaultEffect =
  /** The request is not executed; the answer says why. */
  | { readonly type: 'answer'; readonly answer: JournalAnswer }
  /** The first write is left out, the others are executed. */
  | { readonly type: 'reject-first' }
  | { readonly type: 'crash'; readonly committed: boolean }

/** The faults of a running database. */
export class DatabaseFaults {
  #present: readonly DatabaseFault[]

  constructor(present: readonly DatabaseFault[] = []) {
    this.#present = present
  }

  /** An array of its own after each change. */
  get present(): readonly DatabaseFault[] {
    return this.#present
  }

  /** Returns false for a repair of faults that the database does not have. */
  perform(action: DatabaseAction): boolean {
    if (action.type === 'BreakDatabase') {
      this.#begin(action.fault)
      return true
    }
    const before = this.#present.length
    this.#end(action.fault)
    return this.#present.length < before
  }

  #begin(fault: DatabaseFault): void {
    this.#present = withFault(this.#present, fault)
  }

  #end(type: DatabaseFault['type'] | undefined): void {
    this.#present = withoutFaults(this.#present, type)
  }

  latency(configured: DatabaseSettings['latency']): DatabaseSettings['latency'] {
    return this.#find('slow')?.latency ?? configured
  }

  /** Decides about the next command, in the order of commits, and counts a fault that ends with it; null: no effect. */
  effectOn(command: DatabaseCommand): FaultEffect | null {
    if (command.type === 'WriteMessages') return this.#effectOnWrite(command)
    if (command.type !== 'SaveSnapshot' || this.#find('full') === undefined) return null
    const { persistenceId, requestId, sequenceNr } = command
    return {
      type: 'answer',
      answer: { type: 'SaveSnapshotFailed', persistenceId, requestId, sequenceNr, error: diskFull },
    }
  }

  /** The answers with a failure in place of those that contain a corrupt record. */
  answersOf(answers: readonly DatabaseAnswer[]): readonly DatabaseAnswer[] {
    for (const answer of answers) {
      if (answer.type !== 'ReplayedMessages' && answer.type !== 'EventsSelected') continue
      const { requestId, events } = answer
      const corrupt = this.#corruptRecords.find(({ persistenceId, sequenceNr }) =>
        events.some(each => each.persistenceId === persistenceId && each.sequenceNr === sequenceNr),
      )
      if (corrupt === undefined) continue
      const error = corruptRecord(corrupt)
      return answer.type === 'EventsSelected'
        ? [{ type: 'SelectEventsFailed', requestId, error }]
        : [{ type: 'ReplayMessagesFailed', persistenceId: answer.persistenceId, requestId, error }]
    }
    return answers
  }

  #effectOnWrite({
    persistenceId,
    requestId,
  }: Extract<DatabaseCommand, { type: 'WriteMessages' }>): FaultEffect | null {
    const failed = (error: FailureText): FaultEffect => ({
      type: 'answer',
      answer: { type: 'WriteMessagesFailed', persistenceId, requestId, error },
    })
    for (const type of ['crash-before-commit', 'crash-after-commit'] as const)
      if (this.#find(type) !== undefined) {
        this.#end(type)
        return { type: 'crash', committed: type === 'crash-after-commit' }
      }
    const failing = this.#find('fail-writes')
    if (failing !== undefined) {
      if (failing.times === 1) this.#end('fail-writes')
      else this.#begin({ ...failing, times: failing.times - 1 })
      return failed(writeFault)
    }
    if (this.#find('full') !== undefined) return failed(diskFull)
    if (this.#find('reject-write') === undefined) return null
    this.#end('reject-write')
    return { type: 'reject-first' }
  }

  get #corruptRecords() {
    return this.#present.filter(fault => fault.type === 'corrupt-record')
  }

  #find<T extends DatabaseFault['type']>(type: T): Extract<DatabaseFault, { type: T }> | undefined {
    return this.#present.find((fault): fault is Extract<DatabaseFault, { type: T }> => fault.type === type)
  }
}

/** The response to a request whose first write is rejected, from that to its other writes. */
export function withFirstRejected(response: DatabaseResponse): DatabaseResponse {
  const [answer] = response.answers
  if (answer?.type !== 'WriteMessagesSucceeded' && answer?.type !== 'WriteMessagesRejected') return response
  const { persistenceId, requestId } = answer
  const others = answer.type === 'WriteMessagesRejected' ? answer.rejected : []
  const rejected = [
    { write: 0, error: eventRefused },
    ...others.map(each => ({ ...each, write: each.write + 1 })),
  ]
  return { ...response, answers: [{ type: 'WriteMessagesRejected', persistenceId, requestId, rejected }] }
}

const writeFault: FailureText = {
  name: 'WriteFault',
  message: 'The disk of the database reported an error, so nothing of this request is stored.',
}
const diskFull: FailureText = {
  name: 'QuotaExceeded',
  message: 'The disk of the database is full. Make room, then write again.',
}
const eventRefused: FailureText = {
  name: 'EventRefused',
  message: 'The database rejected this event, so it is certainly not stored.',
}

const corruptRecord = ({
  persistenceId,
  sequenceNr,
}: Extract<DatabaseFault, { type: 'corrupt-record' }>): FailureText => ({
  name: 'CorruptRecord',
  message: `The record of event [${sequenceNr}] of [${persistenceId}] cannot be read.`,
})
