import { SupervisorStrategy } from '../../actor/api/supervisor-strategy.ts'
import { errorClassOf } from './case-errors.ts'
import { numberIn } from './recorded-case.ts'

/** Parses a strategy and its class of errors: `limit 1 60000 Io`, `backoff 200 1000 max=2`. */
export function strategyIn(words: readonly string[]): {
  readonly strategy: SupervisorStrategy
  readonly errorClass: ReturnType<typeof errorClassOf>
} {
  const [kind = '', ...rest] = words
  const withClass = (strategy: SupervisorStrategy, className?: string) => ({
    strategy,
    errorClass: errorClassOf(className),
  })
  const { stop, resume, restart } = SupervisorStrategy
  switch (kind) {
    case 'stop':
      return withClass(stop, rest[0])
    case 'resume':
      return withClass(resume, rest[0])
    case 'restart':
      return withClass(restart, rest[0])
    case 'keep':
      return withClass(restart.withStopChildren(false))
    case 'keep1':
      return withClass(restart.withLimit(1, 60_000).withStopChildren(false))
    case 'limit':
      return withClass(restart.withLimit(numberIn(rest[0]!), numberIn(rest[1]!)), rest[2])
    case 'backoff':
      return withClass(backoffIn(rest))
  }
  throw new Error(`The script names an unknown strategy [${words.join(' ')}].`)
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
    else throw new Error(`The script names an unknown backoff option [${option}].`)
  }
  return backoff
}
