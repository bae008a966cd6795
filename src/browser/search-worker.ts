import type { SearchStart } from './search-protocol.ts'

/** Worker that searches for a run in which a check fails, or runs trials for the one that does. */
self.addEventListener(
  'message',
  (event: MessageEvent<SearchStart>) => {
    // Loaded by the entry, because it brings the whole runtime.
    void import('./serve-search.ts').then(({ serveSearch }) => serveSearch(event.data)).catch(failLater)
  },
  { once: true },
)

/** Makes a rejection an error of the worker, which the page hears of. */
function failLater(error: unknown): void {
  setTimeout(() => {
    throw error
  })
}
