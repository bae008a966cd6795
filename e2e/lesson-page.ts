import type { Locator, Page } from '@playwright/test'
import type { Walkthrough } from '../src/lessons/index.ts'
import { plainNarration } from '../src/lessons/narration-markup.ts'
import { scenarioCards } from '../src/scenarios/cards.ts'
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
    await this.plays(0)
  }

  /** Shows the text of the next step, without playing it. */
  async next(): Promise<void> {
    await this.band.getByRole('button', { name: 'Next', exact: true }).click()
  }

  /** Begins: in a page that has shown another walkthrough from the list of all lessons, and else by its address. */
  async beginAnywhere(): Promise<void> {
    if (this.#page.url() === 'about:blank') {
      await this.#page.goto(`?lesson=${this.#walkthrough.id}`)
      return
    }
    await this.band.getByRole('button', { name: 'All lessons' }).click()
    const dialog = this.#page.getByRole('dialog', { name: 'Learn' })
    await dialog.getByRole('button', { name: `Begin: ${this.#walkthrough.title.en}` }).click()
  }

  /** Waits for the text of the step with this index, at which the walkthrough begins, and lets time run as fast as possible. */
  async hasBegun(first: number, cluster: ClusterPage): Promise<void> {
    const step = this.band.locator(`[data-step="${first}"]`)
    await expect(step).toHaveAttribute('data-status', /shown|reached/, { timeout: 60_000 })
    await cluster.slideTo('as fast as possible')
  }

  /** Plays from the step with this index to the end as fast as possible, and finds every thing that a step points at. */
  async playsFrom(first: number, cluster: ClusterPage): Promise<void> {
    await this.hasBegun(first, cluster)
    for (let index = first; index < this.#walkthrough.steps.length; index++) {
      if (index > first) await this.next()
      await this.plays(index)
    }
    await expect(this.band).toContainText('The walkthrough is complete.')
  }

  /** Plays the shown step and finds every thing that it points at. */
  async plays(index: number): Promise<void> {
    const begun = await this.#findsPoints(index)
    await this.reaches(index)
    const { steps, scenario } = this.#walkthrough
    const tools = scenarioCards.find(({ id }) => id === scenario)!.actors.filter(({ isTool }) => isTool)
    // A card counts cluster tools and does not list them, and a client's card has no list.
    const listed = (steps[index]!.points ?? []).filter(
      anchor =>
        anchor.type === 'actor' &&
        anchor.participant !== 'client' &&
        !tools.some(({ path }) => path === anchor.actor),
    )
    // An actor may start or stop while the step plays.
    const found = new Set([...begun, ...(await this.#highlightedActors())])
    expect(found.size, `${steps[index]!.id}: ${[...found].join(', ')}`).toBeGreaterThanOrEqual(listed.length)
  }

  /**
   * Each participant that the step points at is highlighted, and so is each control, also that of the act that it leaves to
   * the person. Returns the highlighted actors.
   */
  async #findsPoints(index: number): Promise<readonly string[]> {
    await expect(this.band.locator(`[data-step="${index}"]`)).toBeVisible()
    for (const anchor of this.#walkthrough.steps[index]!.points ?? []) {
      if (anchor.type === 'control') {
        const control = this.#page.getByRole(anchor.role as 'button', { name: anchor.name.en, exact: true })
        await expect(control.first()).toHaveAttribute('data-pointed')
      } else {
        const card = this.#page.getByRole('article', {
          name: new RegExp(`^(Node|Client|Database) ${anchor.participant}$`),
        })
        await expect(card).toHaveAttribute('data-highlighted')
      }
    }
    if (await this.band.getByText(/^Do it yourself with the marked button/).isVisible())
      await expect(this.#page.locator('[data-pointed]').first()).toBeVisible()
    return this.#highlightedActors()
  }

  /** The highlighted lines of cards and boxes of trees. */
  #highlightedActors(): Promise<readonly string[]> {
    return this.#page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.actor-line, .actor-box')].flatMap(actor => {
        if (actor.dataset.highlighted === undefined) return []
        const name = actor.querySelector('.actor-name, .box-word')?.textContent.replace('◆ ', '')
        return [`${actor.closest<HTMLElement>('[data-id]')?.dataset.id} ${name}`]
      }),
    )
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
