import { create } from 'zustand'

interface AuthoringOpen {
  readonly open: boolean
  /** On a phone only the head of the editor is shown. */
  readonly small: boolean
}

/** True while the editor of lessons is open. Apart from the editor, so that the layout can know it before it is loaded. */
export const useAuthoringOpen = create<AuthoringOpen>()(() => ({ open: false, small: false }))
