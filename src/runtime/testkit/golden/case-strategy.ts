import { SupervisorStrategy } from '../../actor/supervisor-strategy.ts'
import { errorClassOf } from './case-errors.ts'
import { numberIn } from './recorded-case.ts'

/** Reads `limit 1 60000 Io`, `backoff 200 1000 max=2`: a strategy and the class of errors it is for. */
export function strategyIn(words: readonly string[]): {
  readonly strategy: SupervisorStrategy
  readonly errorClass: ReturnType<typeof errorClassOf>
} {
  const [kind = '', ...rest] = words
  const of = (strategy: SupervisorStrategy, className?: string) => ({
    strategy,
    errorClass: errorClassOf(className),
  })
  const { stop, resume, restart } = SupervisorStrategy
  switch (kind) {
    case 'stop':
      return of(stop, rest[0])
    case 'resume':
      return of(resume, rest[0])
    case 'restart':
      return of(restart, rest[0])
    case 'keep':
      return of(restart.withStopChildren(false))
    case 'keep1':
      return of(restart.withLimit(1, 60_000).withStopChildren(false))
    case 'limit':
      return of(restart.withLimit(numberIn(rest[0]!), numberIn(rest[1]!)), rest[2])
    case 'backoff':
      return of(backoffIn(rest))
  }
  throw new Error(`The script asks for an unknown strategy [${words.join(' ')}].`)
}

function backoffIn([min, max, ...options]: readonly string[]): SupervisorStrategy {
  let backoff = SupervisorStrategy.restartWithBackoff({
    minBackoffMs: numberIn(min!),
    maxBackoffMs: numberIn(max!),
    randomFactor: 0,
  })
  for (const option of options) {
    const [name, value] = option.split('=')
    const number = numberIn(value ?? '')
    if (name === 'max') backoff = backoff.withMaxRestarts(number)
    else if (name === 'stash') backoff = backoff.withStashCapacity(number)
    else if (name === 'reset') backoff = backoff.withResetBackoffAfter(number)
    else throw new Error(`The script gives a backoff an unknown option [${option}].`)
  }
  return backoff
}
