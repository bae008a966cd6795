const prefix = 'my-'

/**
 * The id under which an exercise of the person is played, so that its address finds it in this browser, and its progress is
 * not that of an exercise of the page with the same id.
 */
export const ownId = (shelfId: string): string => `${prefix}${shelfId}`

export const isOwnId = (id: string): boolean => id.startsWith(prefix)

/** The place on the shelf that an id stands for; null: an exercise of the page. */
export const shelfIdOf = (id: string): string | null => (isOwnId(id) ? id.slice(prefix.length) : null)
