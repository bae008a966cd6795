import type { Locator, Page } from '@playwright/test'

/** The focused element for messages: its role or tag, and its name. */
const describeFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement: at } = document
    const name = at?.getAttribute('aria-label') ?? at?.textContent ?? ''
    return `${at?.getAttribute('role') ?? at?.tagName.toLowerCase()} ${name.slice(0, 40)}`
  })

export const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate(element => element === document.activeElement).catch(() => false)

/** Presses a key until the target has the focus. Returns what had the focus before. */
export async function pressUntil(page: Page, key: string, target: Locator): Promise<readonly string[]> {
  const passed: string[] = []
  while (passed.length < 60) {
    await page.keyboard.press(key)
    if (await hasFocus(target)) return passed
    passed.push(await describeFocus(page))
  }
  throw new Error(`60 times ${key} did not lead to the target, but past: ${passed.join(' | ')}`)
}
