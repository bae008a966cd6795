import type { Locator, Page } from '@playwright/test'
import type { Walkthrough } from '../src/lessons/index.ts'
import { plainNarration } from '../src/lessons/narration-markup.ts'
import { expect } from './expect.ts'

/** A walkthrough in the page, driven by its own buttons. */
export class LessonPage {
  readonly band: Locator
  readonly #walkthrough: Walkthrough

  constructor(page: Page, walkthrough: Walkthrough) {
    this.#walkthrough = walkthrough
    this.band = page.getByRole('region', { name: 'Walkthrough' })
  }

  /** Begins, and plays the first step. */
  async begin(): Promise<void> {
    await this.band.getByRole('button', { name: 'Begin' }).click()
    await this.reaches(0)
  }

  /** Shows the text of the next step, without playing it. */
  async next(): Promise<void> {
    await this.band.getByRole('button', { name: 'Next' }).click()
  }

  async back(): Promise<void> {
    await this.band.getByRole('button', { name: 'Back' }).click()
  }

  /** Plays the shown step and waits until its check is true. */
  async reaches(index: number): Promise<void> {
    const { steps } = this.#walkthrough
    await expect(this.band).toContainText(`Step ${index + 1} of ${steps.length}`)
    await expect(this.band).toContainText(plainNarration(steps[index]!.say.en))
    const shown = this.band.locator(`[data-step="${index}"]`)
    await expect(shown).toHaveAttribute('data-status', /shown|reached/)
    if ((await shown.getAttribute('data-status')) === 'shown')
      await this.band.getByRole('button', { name: 'Watch' }).click()
    await expect(shown).toHaveAttribute('data-status', 'reached', { timeout: 60_000 })
  }
}
