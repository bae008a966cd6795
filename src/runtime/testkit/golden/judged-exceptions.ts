/** Pekko's names of error classes → ours, without the suffix, as is usual in TypeScript. */
export const renamedErrors: Readonly<Record<string, string>> = {
  InvalidActorNameException: 'InvalidActorName',
  JournalFailureException: 'JournalFailure',
  EventRejectedException: 'EventRejected',
}

/** A recorded situation in which this runtime differs from Pekko on purpose, or by a chance of Pekko's. */
export interface JudgedException {
  readonly id: string
  /** As `differingLines` gives them: `- ` for Pekko's lines, `+ ` for ours. */
  readonly differs: readonly string[]
  readonly because: string
}

export const judgedSupervision: readonly JudgedException[] = [
  {
    id: 'E52',
    differs: ['- a m1 n=1', '- a m2 n=2', '+ dead m1 to a', '+ dead m2 to a'],
    because:
      'Several orders are right: here a child never starts before its parent has handled the message, so that the stop precedes what the parent told.',
  },
  {
    id: 'E57',
    differs: ['- c slow 200 n=1', '+ dead slow 200 to c'],
    because:
      'Several orders are right: here the first child is stopped, in the turn that spawned and told it, before it handles anything.',
  },
  {
    id: 'E71',
    differs: ['- a m2 n=2', '+ a PreRestart', '+ a setup', '+ a m2 n=1'],
    because:
      'A signal handler is no partial function here: its `unhandled` for MessageAdaptionFailure means "not matched", which throws in Pekko, too.',
  },
  {
    id: 'E81',
    differs: ['- dead Suspend() to c'],
    because:
      'Suspend() is a system message of Pekko that has no counterpart: a child is not suspended while its parent fails.',
  },
]

const twiceInPekko =
  'Pekko signals RecoveryFailed twice when a replay fails, which is a bug of its own (once when a snapshot fails to load); here it is signalled once.'

const rejectedInTheSameTurn =
  'A rejected write is rejected in the turn of its command here, so that later commands are still in the mailbox; the recording rejects it later, when they are in the internal stash.'

export const judgedPersistence: readonly JudgedException[] = [
  { id: 'F11', differs: ['- e RecoveryFailed a'], because: twiceInPekko },
  {
    id: 'F12',
    differs: ['- dead b'],
    because:
      'Chance in Pekko: b was still in the mailbox, whose rest becomes dead letters; here it is in the internal stash, which a stop clears without them.',
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
      'Recorded times jitter: scheduler and recovery of a real Pekko added up to 100 ms to the delay of 200 ms, and nothing is late in virtual time.',
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
  { id: 'F24', differs: ['- e RecoveryFailed'], because: twiceInPekko },
  {
    id: 'F39',
    differs: ['+ e PostStop'],
    because:
      'Pekko keeps PostStop to itself while a snapshot is loaded, though not while events are replayed; here every started actor gets it.',
  },
]

export const judgedCluster: readonly JudgedException[] = []
