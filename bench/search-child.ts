// A search in a process that has computed nothing before. Prints its virtual ms per wall ms.
import { cqrsHeader } from '../src/cli/random-run.ts'
import { searchOptions } from '../src/cli/search-options.ts'
import { searchCounterexample } from '../src/conductor/search/search-counterexample.ts'
import { scenarioCards } from '../src/scenarios/cards.ts'
import { lampsOf } from '../src/scenarios/lamps.ts'
import { workloadOf } from '../src/scenarios/workload.ts'

const maxRuns = 12
const { check } = lampsOf('cqrs').find(({ id }) => id === 'one-writer')!
const actions = workloadOf(scenarioCards.find(({ id }) => id === 'cqrs')!)
const options = searchOptions({ header: cqrsHeader(7), check, actions, maxRuns })
const begun = performance.now()
const report = searchCounterexample(options)
if (report === null) throw new Error('The search was stopped.')
console.log(report.virtualMs / (performance.now() - begun))
