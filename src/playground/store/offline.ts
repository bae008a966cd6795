import { create } from 'zustand'
import { keepOffline, type OfflineState } from '../../browser/index.ts'

/** State of the page's files in this browser. */
export const useOffline = create<{ readonly state: OfflineState }>()(() => ({ state: 'unknown' }))

/** Stores the page's files once it has loaded, so that storing does not slow the first load. */
export function keepPageOffline(): void {
  // The development server has no service worker.
  if (!import.meta.env.PROD) return
  const keep = () => void keepOffline('./sw.js', state => useOffline.setState({ state }))
  if (document.readyState === 'complete') keep()
  else window.addEventListener('load', keep, { once: true })
}
