import type { Page } from '@playwright/test'
import { expect, test } from './browser.ts'
import { ready, stored } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'

interface Unreadable {
  readonly text: string
  readonly why: string
}

/** Texts of the cards that are smaller than `least` px on the screen, or cut off without a mark. */
const unreadable = (page: Page, least: number): Promise<readonly Unreadable[]> =>
  page.evaluate(least => {
    const found: { text: string; why: string }[] = []
    const canvas = document.querySelector('.cluster-canvas')!.getBoundingClientRect()
    for (const element of document.querySelectorAll('.react-flow__viewport *')) {
      const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent!.trim() !== '')
      const box = element.getBoundingClientRect()
      if (!own || !(element instanceof HTMLElement) || element.closest('.visually-hidden') || box.width < 2)
        continue
      const text = element.textContent!.trim()
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * (box.height / element.offsetHeight)
      if (size < least - 0.05) found.push({ text, why: `${size.toFixed(1)} px` })
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
      const isMarked = getComputedStyle(element).textOverflow === 'ellipsis'
      if (isCut && !isMarked) found.push({ text, why: 'is cut off' })
      if (box.left < canvas.left - 1 || box.right > canvas.right + 1 || box.bottom > canvas.bottom + 1)
        found.push({ text, why: 'is outside of the canvas' })
    }
    return found
  }, least)

for (const locale of ['en', 'ja'] as const) {
  test(`every text of the cards is at least 13 px, or 20 px presenting (${locale})`, async ({ page }) => {
    const cluster = new ClusterPage(page)
    await cluster.open()
    await cluster.reach(ready)
    await cluster.write('hoge', 'fuga')
    await cluster.reach(stored(1))
    if (locale === 'ja') await page.getByRole('button', { name: '日本語で表示' }).click()
    for (const [width, height] of [
      [1366, 768],
      [1440, 900],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expect.poll(() => unreadable(page, 13), `${width}×${height}`).toEqual([])
    }
    await page.getByRole('button', { name: /^(Presentation mode|プレゼンテーションモード)/ }).click()
    await expect.poll(() => unreadable(page, 20), 'presenting').toEqual([])
  })
}
