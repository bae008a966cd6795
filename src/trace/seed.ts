/** Seeds are whole numbers from 0 to this one. */
export const maxSeed = 2 ** 31 - 1
