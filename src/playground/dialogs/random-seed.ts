import { highestSeed } from '../../trace/index.ts'

/** A seed for a run whose opener named none; from here on it is in the run's header. */
export const randomSeed = (): number => Math.floor(Math.random() * (highestSeed + 1))
