import { create } from 'zustand'

/** The run as a film with chapters. */
export const useFilm = create<{
  /** The chapters are shown above the time line. */
  readonly open: boolean
  /** The film plays from chapter to chapter. */
  readonly playing: boolean
}>()(() => ({ open: false, playing: false }))

export const showFilm = (open: boolean): void => useFilm.setState({ open })
