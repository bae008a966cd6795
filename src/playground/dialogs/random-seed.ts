import { highestSeed } from '../../trace/index.ts'

/** The seed of a run for which the person chose none. */
export const randomSeed = (): number => Math.floor(Math.random() * (highestSeed + 1))
