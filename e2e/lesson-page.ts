import type { Locator, Page } from '@playwright/test'
import type { Walkthrough } from '../src/lessons/index.ts'
import { plainNarration } from '../src/lessons/narration-markup.ts'
import type { ClusterPage } from './cluster-page.ts'
import { expect } from './expect.ts'

/** A walkthrough in the page, driven by its own buttons. */
export class LessonPage {
  readonly band: Locator
  readonly #page: Page
  readonly #walkthrough: Walkthrough

  constructor(page: Page, walkthrough: Walkthrough) {
    this.#page = page
    this.#walkthrough = walkthrough
    this.band = page.getByRole('region', { name: 'Walkthrough' })
  }

  /** Begins, and plays the first step. */
  async begin(): Promise<void> {
    await this.#page.goto(`?lesson=${this.#walkthrough.id}`)
    await this.reaches(0)
  }

  /** Shows the text of the next step, without playing it. */
  async next(): Promise<void> {
    await this.band.getByRole('button', { name: 'Next', exact: true }).click()
  }

  /** Plays from the step with this index to the end as fast as possible, and finds every thing that a step points at. */
  async playsFrom(first: number, cluster: ClusterPage): Promise<void> {
    const { steps } = this.#walkthrough
    await expect(this.band.locator(`[data-step="${first}"]`)).toHaveAttribute(
      'data-status',
      /shown|reached/,
      {
        timeout: 60_000,
      },
    )
    await cluster.slideTo('as fast as possible')
    for (let index = first; index < steps.length; index++) {
      if (index > first) await this.next()
      await this.pointsAreFound(index)
      await this.reaches(index)
    }
  }

  /** Each participant and actor that the step points at is highlighted, and each control is marked. */
  async pointsAreFound(index: number): Promise<void> {
    await expect(this.band.locator(`[data-step="${index}"]`)).toBeVisible()
    for (const anchor of this.#walkthrough.steps[index]!.points ?? []) {
      if (anchor.type === 'control') {
        const control = this.#page.getByRole(anchor.role as 'button', { name: anchor.name.en, exact: true })
        await expect(control.first()).toBeVisible()
      } else {
        const card = this.#page.getByRole('article', {
          name: new RegExp(`^(Node|Client|Database) ${anchor.participant}$`),
        })
        await expect(card).toHaveAttribute('data-highlighted')
      }
    }
  }

  async back(): Promise<void> {
    await this.band.getByRole('button', { name: 'Back', exact: true }).click()
  }

  /** Plays the shown step and waits until its check is true. */
  async reaches(index: number): Promise<void> {
    const { steps } = this.#walkthrough
    await expect(this.band).toContainText(`Step ${index + 1} of ${steps.length}`)
    await expect(this.band).toContainText(plainNarration(steps[index]!.say.en))
    const shown = this.band.locator(`[data-step="${index}"]`)
    await expect(shown).toHaveAttribute('data-status', /shown|reached/)
    if ((await shown.getAttribute('data-status')) === 'shown')
      await this.band.getByRole('button', { name: 'Watch', exact: true }).click()
    await expect(shown).toHaveAttribute('data-status', 'reached', { timeout: 60_000 })
  }
}
