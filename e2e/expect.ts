import { expect as base, type Locator } from '@playwright/test'

interface Wait {
  /** In ms. */
  readonly timeout?: number
}

const defaultTimeoutMs = 30_000

/**
 * Playwright's `expect` with matchers for visibility and text that check in every frame. Playwright's own check after 0.1,
 * 0.35, 0.85 and 1.85 s, so that most waits of these tests would take half a second longer.
 */
export const expect = base.extend({
  async toBeVisible(locator: Locator, { timeout = defaultTimeoutMs }: Wait = {}) {
    const state = this.isNot ? 'hidden' : 'visible'
    try {
      await locator.waitFor({ state, timeout })
      return { pass: !this.isNot, message: () => '' }
    } catch (error) {
      return { pass: this.isNot, message: () => `not ${state}: ${(error as Error).message}` }
    }
  },

  async toContainText(
    locator: Locator,
    text: string | RegExp | readonly (string | RegExp)[],
    { timeout = defaultTimeoutMs }: Wait = {},
  ) {
    try {
      if (this.isNot) await base(locator).not.toContainText(text, { timeout })
      else if (typeof text === 'object' && !(text instanceof RegExp))
        await base(locator).toContainText(text, { timeout })
      else {
        // Waits for the text, ignoring case. The exact check after it then holds at its first look.
        await locator.filter({ hasText: text }).first().waitFor({ state: 'attached', timeout })
        await base(locator).toContainText(text, { timeout })
      }
      return { pass: !this.isNot, message: () => '' }
    } catch (error) {
      return { pass: this.isNot, message: () => (error as Error).message }
    }
  },
})
