import type { Random } from '../runtime/index.ts'
import type { Action, Fault } from '../trace/action.ts'
import type { ParticipantId, PathText } from '../trace/identifiers.ts'
import type { StrategyText, SupervisionChoice } from '../trace/supervision.ts'

const faults: readonly Fault[] = ['error', 'non-error', 'returns-nothing', 'duplicate-name', 'illegal-name']

/** A failure of any kind at one of the actor's next messages. */
export const drawFailure = (
  random: Random,
  participant: ParticipantId,
  actor: PathText,
  errors: readonly string[],
): Action => ({
  type: 'FailNext',
  participant,
  actor,
  error: random.pick(errors),
  fault: random.pick(faults),
  times: 1 + random.below(3),
  during: random.below(3) === 0 ? 'start' : 'message',
})

/** Up to three rules for these errors. */
export function drawSupervision(random: Random, errors: readonly string[]): SupervisionChoice {
  const rules = Array.from({ length: random.below(4) }, () => ({
    error: random.pick(errors),
    strategy: drawStrategy(random),
  }))
  const around = random.below(3)
  return around === 0 ? { rules } : { rules, around: around === 1 ? 'setup' : 'handler' }
}

function drawStrategy(random: Random): StrategyText {
  const stopChildren = random.below(2) === 0
  const limit = random.below(2) === 0 ? {} : { maxRestarts: random.below(3) }
  switch (random.below(4)) {
    case 0:
      return { type: 'stop' }
    case 1:
      return { type: 'resume' }
    case 2:
      return 'maxRestarts' in limit
        ? { type: 'restart', ...limit, withinMs: 1 + random.below(5000), stopChildren }
        : { type: 'restart', stopChildren }
    default:
      return {
        type: 'backoff',
        minBackoffMs: 100 + random.below(500),
        maxBackoffMs: 1000 + random.below(2000),
        randomFactor: 0.2,
        ...limit,
        stopChildren,
      }
  }
}
