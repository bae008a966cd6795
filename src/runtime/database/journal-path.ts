/** Path of the actor that accepts journal requests, the same on every database. */
export const journalPath = '/system/journal'
