/** Pekko's error class → ours, which has no suffix, as is usual in TypeScript. */
export const renamedErrors: Readonly<Record<string, string>> = {
  InvalidActorNameException: 'InvalidActorName',
  JournalFailureException: 'JournalFailure',
  EventRejectedException: 'EventRejected',
}

/** A recorded situation in which this runtime differs from Pekko on purpose or by chance in Pekko. */
export interface JudgedException {
  readonly id: string
  /** The result of `differingLines`: `- ` for Pekko's lines, `+ ` for ours. */
  readonly differs: readonly string[]
  readonly because: string
}

export const judgedSupervision: readonly JudgedException[] = [
  {
    id: 'E52',
    differs: ['- a m1 n=1', '- a m2 n=2', '+ dead m1 to a', '+ dead m2 to a'],
    because:
      'Several orders are valid: here a child never starts before its parent has handled the message, so the stop precedes the messages of the parent.',
  },
  {
    id: 'E57',
    differs: ['- c slow 200 n=1', '+ dead slow 200 to c'],
    because:
      'Several orders are valid: here the first child is stopped in the turn that spawned it, before it handles any message.',
  },
  {
    id: 'E71',
    differs: ['- a m2 n=2', '+ a PreRestart', '+ a setup', '+ a m2 n=1'],
    because:
      'A signal handler is a total function here: its `unhandled` for MessageAdaptionFailure stands for "not matched", which throws in Pekko too.',
  },
  {
    id: 'E81',
    differs: ['- dead Suspend() to c'],
    because:
      'Suspend() is a system message of Pekko without a counterpart here: a child keeps running while its parent fails.',
  },
]

const signalledTwice =
  'A bug of Pekko signals RecoveryFailed twice when a replay fails (once when a snapshot fails to load); here it is signalled once.'

const rejectedInTheSameTurn =
  'A write is rejected in the turn of its command here, while later commands are still in the mailbox; the recording rejects it later, when they are in the internal stash.'

export const judgedPersistence: readonly JudgedException[] = [
  { id: 'F11', differs: ['- e RecoveryFailed a'], because: signalledTwice },
  {
    id: 'F12',
    differs: ['- dead b'],
    because:
      'Chance in Pekko: b was still in the mailbox, whose rest becomes dead letters; here b is in the internal stash, which a stop clears without dead letters.',
  },
  {
    id: 'F19',
    differs: [
      '- 400 e RecoveryCompleted',
      '- 400 e command b',
      '- 400 e event b',
      '- 400 e then b b',
      '- 400 e command c',
      '- 400 e event c',
      '- 400 e then c b c',
      '- 400 e command get',
      '- 400 e state b c',
      '+ 300 e RecoveryCompleted',
      '+ 300 e command b',
      '+ 300 e event b',
      '+ 300 e then b b',
      '+ 300 e command c',
      '+ 300 e event c',
      '+ 300 e then c b c',
      '+ 300 e command get',
      '+ 300 e state b c',
    ],
    because:
      'Recorded times jitter: scheduler and recovery of a real Pekko added up to 100 ms to the delay of 200 ms, while virtual time is exact.',
  },
  { id: 'F21', differs: ['+ dead b'], because: rejectedInTheSameTurn },
  {
    id: 'F22',
    differs: [
      '- after events ; snapshots ',
      '+ after events 1:b; snapshots ',
      '+ e command b',
      '+ e event b',
      '+ e then b b',
      '+ e command get',
      '+ e state b',
    ],
    because: rejectedInTheSameTurn,
  },
  { id: 'F23', differs: ['+ dead b'], because: rejectedInTheSameTurn },
  { id: 'F24', differs: ['- e RecoveryFailed'], because: signalledTwice },
  {
    id: 'F39',
    differs: ['+ e PostStop'],
    because:
      'Pekko omits PostStop while a snapshot is loaded, but not while events are replayed; here every started actor receives it.',
  },
]

export const judgedCluster: readonly JudgedException[] = []
