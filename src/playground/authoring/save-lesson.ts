import type { Walkthrough } from '../../lessons/index.ts'
import { formatLesson } from '../../lessons/packed-lesson.ts'
import { isRefused, type Refused } from '../../trace/index.ts'
import { saveFile } from '../store/save-file.ts'
import { finished } from './finished.ts'

/** Saves a lesson on the person's disk, or returns the reason why it is not finished. */
export function saveLesson(draft: Walkthrough): Refused | undefined {
  const walkthrough = finished(draft)
  if (isRefused(walkthrough)) return walkthrough
  saveFile(`${walkthrough.id}.json`, new Blob([formatLesson(walkthrough)], { type: 'application/json' }))
  return undefined
}
