/** Opens a file of a person: a run, or a lesson. Loaded only now, because few visits open one. */
export const openFile = async (file: File): Promise<void> =>
  (await import('../authoring/open-text.ts')).openFile(file)
