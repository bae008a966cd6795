import { describeRandomRuns } from './cqrs-random-runs.ts'

describeRandomRuns(4)
