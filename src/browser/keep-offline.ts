/**
 * State of the page's files in this browser. `unavailable`: the page is not served by https or localhost, or the
 * browser refuses a service worker, so the page needs its server at each load.
 */
export type OfflineState = 'unknown' | 'storing' | 'stored' | 'unavailable'

/**
 * Stores the files of the built page in this browser by its service worker, so that the page opens without a network from
 * then on. Reports each state; never throws.
 *
 * @param worker URL of the service worker, relative to the page
 */
export async function keepOffline(worker: string, report: (state: OfflineState) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) {
    report('unavailable')
    return
  }
  report('storing')
  try {
    await navigator.serviceWorker.register(worker)
    await navigator.serviceWorker.ready
    report('stored')
  } catch {
    report('unavailable')
  }
}
