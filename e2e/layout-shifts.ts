import type { Page } from '@playwright/test'

interface Watched {
  /** Instant of the first painted card, in ms of the page's clock. */
  firstCard?: number
  shifts: string[]
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

/** Notes what moves on the page by itself once it shows the first card. Call it before the page is opened. */
export async function watchLayoutShifts(page: Page): Promise<void> {
  // No named function here: the type stripper would wrap it in a helper that does not exist in the page.
  await page.addInitScript(() => {
    const watched = window as unknown as Watched
    watched.shifts = []
    new MutationObserver((_, observer) => {
      if (document.querySelector('.node-card') === null) return
      observer.disconnect()
      // The frame after the next one begins when the card is painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          watched.firstCard = performance.now()
        }),
      )
    }).observe(document, { childList: true, subtree: true })
    new PerformanceObserver(list => {
      for (const { startTime, value, sources } of list.getEntries() as LayoutShift[]) {
        if (watched.firstCard === undefined || startTime < watched.firstCard) continue
        const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
          const { nodeName, textContent } = node ?? { nodeName: '?', textContent: '' }
          return `${nodeName} [${textContent?.slice(0, 30)}] from ${from.x}, ${from.y} to ${to.x}, ${to.y}`
        })
        watched.shifts.push(`${value}: ${moved.join('; ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** The layout shifts so far, each with its value and its elements. */
export const layoutShifts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as Watched).shifts)
