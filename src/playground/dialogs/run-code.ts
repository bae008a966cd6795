import type { LoggedSession } from '../../browser/index.ts'
import { playwrightSource, runScript, walkthroughSource } from '../../narration/index.ts'
import type { RunFile } from '../../trace/index.ts'

/** Forms of a run as code. */
export const codeForms = ['script', 'walkthrough', 'test'] as const

export type CodeForm = (typeof codeForms)[number]

/** Most actions of a run that is written as code: more fill no file that a person reads. */
export const maxCodeActions = 500

/** Most events that are read for a walkthrough. */
const maxCodeEvents = 500_000

/** Whether a run can be written in this form. */
export const hasCode = ({ log }: LoggedSession, form: CodeForm, actions: number): boolean =>
  actions <= maxCodeActions &&
  (form !== 'walkthrough' || (log.firstHeld === 0 && log.length <= maxCodeEvents))

/** The run as code. The Playwright test opens the page at `address`. */
export function codeOf(form: CodeForm, { log }: LoggedSession, file: RunFile, address: string): string {
  switch (form) {
    case 'script':
      return runScript(file)
    case 'walkthrough':
      return walkthroughSource({ file, trace: log.slice(0) })
    case 'test':
      return playwrightSource(file, address)
  }
}
