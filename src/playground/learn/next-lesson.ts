import { type Walkthrough, walkthroughs } from '../../lessons/index.ts'

/** The walkthrough to try next: the first one after this one, else the first of all, that is not done. Null: all are. */
export function nextLesson(after: string | null, done: readonly string[]): Walkthrough | null {
  const place = walkthroughs.findIndex(({ id }) => id === after)
  const inOrder = [...walkthroughs.slice(place + 1), ...walkthroughs.slice(0, place + 1)]
  return inOrder.find(({ id }) => !done.includes(id) && id !== after) ?? null
}
