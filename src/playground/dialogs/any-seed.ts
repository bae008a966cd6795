export const highestSeed = 2 ** 31 - 1

/** A seed nobody chose; from here on it is in the run's header. */
export const anySeed = (): number => Math.floor(Math.random() * (highestSeed + 1))
