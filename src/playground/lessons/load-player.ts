import { refusalFrom } from '../../trace/index.ts'
import { showRefusal } from '../store/last-refusal.ts'

/** Loads the walkthroughs with their player, which most visits begin without, and shows why that fails. */
async function withPlayer(act: (player: typeof import('./use-player.ts')) => void): Promise<void> {
  try {
    act(await import('./use-player.ts'))
  } catch (error) {
    showRefusal(refusalFrom(error))
  }
}

/** Starts a walkthrough on a new run. */
export const loadAndBegin = (id: string): void => void withPlayer(({ beginLesson }) => beginLesson(id))

export const loadAndEnd = (): void => void withPlayer(({ endLesson }) => endLesson())
