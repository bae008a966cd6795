import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 760px)')

export const isNarrow = (): boolean => query.matches

const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the window is as narrow as a phone. */
export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, isNarrow)
