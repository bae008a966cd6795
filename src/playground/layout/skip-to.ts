/** Opens a tab's panel and puts the focus there, once it is in the page. */
export function skipTo(panel: string, open: () => void): void {
  open()
  requestAnimationFrame(() => document.getElementById(panel)?.focus())
}
