import { create } from 'zustand'
import type { EditedFile } from '../../trace/index.ts'

interface Question {
  readonly code: readonly EditedFile[]
  readonly answer: (agrees: boolean) => void
}

/** The question whether edited code may run; null while nothing is asked. */
export const useConsent = create<{ readonly question: Question | null }>()(() => ({ question: null }))

/** Shows code that came in a file or a link. Resolves to whether the person lets it run; an abort is a no. */
export function askToRun(code: readonly EditedFile[], signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const answer = (agrees: boolean): void => {
      signal.removeEventListener('abort', decline)
      if (useConsent.getState().question?.answer === answer) useConsent.setState({ question: null })
      resolve(agrees)
    }
    const decline = (): void => answer(false)
    if (signal.aborted) return resolve(false)
    signal.addEventListener('abort', decline)
    useConsent.getState().question?.answer(false)
    useConsent.setState({ question: { code, answer } })
  })
}
