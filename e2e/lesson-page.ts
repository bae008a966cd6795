import { expect, type Locator, type Page } from '@playwright/test'
import type { Walkthrough } from '../src/lessons/index.ts'

/** A walkthrough in the page, driven by its own buttons. */
export class LessonPage {
  readonly band: Locator
  readonly #walkthrough: Walkthrough

  constructor(page: Page, walkthrough: Walkthrough) {
    this.#walkthrough = walkthrough
    this.band = page.getByRole('region', { name: 'Walkthrough' })
  }

  async begin(): Promise<void> {
    await this.band.getByRole('button', { name: 'Begin' }).click()
    await this.reaches(0)
  }

  async next(): Promise<void> {
    await this.band.getByRole('button', { name: 'Next' }).click()
  }

  async back(): Promise<void> {
    await this.band.getByRole('button', { name: 'Back' }).click()
  }

  /** Waits until the step is shown and its check is true. */
  async reaches(index: number): Promise<void> {
    const { steps } = this.#walkthrough
    await expect(this.band).toContainText(`Step ${index + 1} of ${steps.length}`)
    await expect(this.band).toContainText(steps[index]!.say.en)
    await expect(this.band.getByText(/^(Playing…|Waiting for:)/)).toHaveCount(0, { timeout: 60_000 })
    await expect(this.band.getByText('This has not happened:')).toHaveCount(0)
  }
}
