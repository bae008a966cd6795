import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './expect.ts'

interface AxeScope {
  /** False skips contrast, which takes half of axe's time; a unit test checks the colours of the themes. Default true. */
  readonly contrast?: boolean
}

/** The violations that axe calls serious or critical, one line each. */
export async function seriousViolations(
  page: Page,
  { contrast = true }: AxeScope = {},
): Promise<readonly string[]> {
  // Without frames of other origins, axe needs no second page for its report.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await (contrast ? axe : axe.disableRules('color-contrast')).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.failureSummary}`))
}

/** Changes to the theme without its transition, so that axe measures the colours and not a mixture. */
export async function showTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
}
