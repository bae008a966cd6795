/** Texts that a person has written and not run, so that a closed editor loses nothing. */
const drafts = new Map<string, string>()

const keyOf = (file: string, running: string) => `${file}\n${running}`

/** The draft of a file whose run has the text `running`; without one, that text. */
export const draftOf = (file: string, running: string): string => drafts.get(keyOf(file, running)) ?? running

export function keepDraft(file: string, running: string, text: string): void {
  if (text === running) drafts.delete(keyOf(file, running))
  else drafts.set(keyOf(file, running), text)
}
