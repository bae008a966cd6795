import type { Locator, Page } from '@playwright/test'
import {
  type Action,
  type Check,
  type ClusterView,
  isRefused,
  type Refused,
  type Verdict,
} from '../src/trace/index.ts'
import { ready, stored } from './checks.ts'
import { expect } from './expect.ts'
import { Playground } from './fixtures/playground.ts'

/** The playground as a person uses it, found by roles and names, and its automation calls, as the public fixture has them. */
export class ClusterPage {
  readonly page: Page
  readonly #script: Playground

  constructor(page: Page) {
    this.page = page
    this.#script = new Playground(page)
  }

  /** Opens the playground and waits until the canvas shows the cluster. */
  async open(search = '?seed=7'): Promise<void> {
    await this.page.goto(search)
    await this.isShown()
  }

  /** {@link openPaused}, then runs until no request can be lost. */
  async openReady(): Promise<void> {
    await this.openPaused('cqrs')
    await this.reach(ready)
  }

  /** Shows the start of a new run with seed 7, paused. A page that shows a run already is not loaded again. */
  async openPaused(scenario: 'cqrs' | 'web-server'): Promise<void> {
    if (this.page.url() === 'about:blank') await this.page.goto(`?scenario=${scenario}&seed=7`)
    else {
      await this.page.evaluate(scenario => window.playground!.load(scenario, { seed: 7 }), scenario)
      await this.tab('Send').click()
    }
    await this.isShown({ scenario })
    await this.pause()
  }

  /** {@link openReady}, then writes `hoge = fuga` and runs until it is stored as event 1. */
  async openWithWrite(): Promise<void> {
    await this.openReady()
    await this.write('hoge', 'fuga')
    await this.reach(stored(1))
  }

  /**
   * Waits until the canvas shows the cluster and its workers answer, for example after a reload. The cards of a new run are
   * shown earlier.
   */
  async isShown({
    scenario = 'cqrs',
    ...within
  }: {
    readonly scenario?: 'cqrs' | 'web-server'
    readonly timeout?: number
  } = {}): Promise<void> {
    await expect(this.card(scenario === 'cqrs' ? 'node-1' : 'server')).toBeVisible(within)
    await this.page.evaluate(() => window.playground!.ready)
  }

  card(id: string): Locator {
    return this.#script.card(id)
  }

  /** The status in the corner of a node's card. */
  status(id: string, status: string): Locator {
    return this.card(id).getByText(new RegExp(`^.?${status}$`))
  }

  /** Opens a participant in the inspector. */
  async inspect(id: string): Promise<void> {
    await this.card(id).getByRole('button', { name: id, exact: true }).click()
    await expect(this.inspector.getByRole('heading', { level: 2 })).toContainText(id)
  }

  /** Opens an actor in the inspector, by its title in the participant's list of actors. */
  async inspectActor(id: string, title: string): Promise<void> {
    await this.inspect(id)
    await this.inspector.getByRole('button', { name: new RegExp(`^${title}\\b`) }).click()
    await expect(this.inspector.getByRole('heading', { level: 2 })).toHaveText(title)
  }

  get inspector(): Locator {
    return this.page.getByRole('tabpanel', { name: 'Inspect' })
  }

  /** The button of one action on the inspected thing. */
  act(name: string, of: string): Locator {
    return this.page
      .getByRole('list', { name: `Actions for ${of}` })
      .getByRole('button', { name: new RegExp(`^${name} ${of}\\b`) })
  }

  /** Opens the participant in the inspector and clicks the action. */
  async doTo(id: string, name: string): Promise<void> {
    await this.inspect(id)
    await this.act(name, id).click()
  }

  /** Opens the tab of commands and returns the form of one. */
  form(name: 'Write' | 'Get' | 'Save snapshot'): Promise<Locator> {
    return this.#script.form(name)
  }

  tab(name: string): Locator {
    return this.#script.tab(name)
  }

  async write(key: string, value: string): Promise<void> {
    const form = await this.form('Write')
    await form.getByLabel('Key').fill(key)
    await form.getByLabel('Value').fill(value)
    await form.getByRole('button', { name: 'Write' }).click()
    await expect(this.answerTo(`Write ${key} = ${value}`).last()).toBeVisible()
  }

  async get(key: string): Promise<void> {
    const form = await this.form('Get')
    await form.getByLabel('Key').fill(key)
    await form.getByRole('button', { name: 'Get' }).click()
    await expect(this.answerTo(`Get ${key}`).last()).toBeVisible()
  }

  async saveSnapshot(): Promise<void> {
    await (await this.form('Save snapshot')).getByRole('button', { name: 'Save snapshot' }).click()
    await expect(this.answerTo('Save snapshot').last()).toBeVisible()
  }

  /** The answers to a request, the newest last. */
  answerTo(request: string): Locator {
    return this.page
      .getByRole('region', { name: 'Answers' })
      .getByRole('listitem')
      .filter({ has: this.page.getByText(request, { exact: true }) })
  }

  /** The page's error message. */
  get alert(): Locator {
    return this.page.getByRole('alert').filter({ hasText: /\S/ })
  }

  get playButton(): Locator {
    return this.page.getByRole('toolbar', { name: 'Time' }).getByRole('button', { name: 'Play', exact: true })
  }

  get pauseButton(): Locator {
    return this.page.getByRole('button', { name: 'Pause', exact: true })
  }

  get stepButton(): Locator {
    return this.page.getByRole('button', { name: 'Step forward', exact: true })
  }

  get stepBackButton(): Locator {
    return this.page.getByRole('button', { name: 'Step back', exact: true })
  }

  /** Number of events that the page shows, once it has not changed for 20 frames and waits for no failure to be seen. */
  async shownEvents(): Promise<number> {
    await this.page.evaluate(
      () =>
        new Promise<void>(resolve => {
          const time = document.querySelector('output.time')!
          let [shown, frames] = ['', 0]
          const look = () => {
            const now = `${time.textContent} ${time.getAttribute('data-events')}`
            frames = now === shown && !time.hasAttribute('data-waiting') ? frames + 1 : 0
            shown = now
            if (frames < 20) requestAnimationFrame(look)
            else resolve()
          }
          look()
        }),
    )
    return Number(await this.page.getByRole('status', { name: 'Virtual time' }).getAttribute('data-events'))
  }

  get speedSlider(): Locator {
    return this.page.getByRole('slider', { name: 'Speed' })
  }

  /** Moves the slider to the given speed. */
  async slideTo(speed: '0.1×' | '100×' | 'as fast as possible'): Promise<void> {
    await this.speedSlider.fill({ '0.1×': '0', '100×': '299', 'as fast as possible': '300' }[speed])
    await expect(this.speedSlider).toHaveAttribute('aria-valuetext', speed)
  }

  /** Runs at full speed until the check is true, and pauses there. */
  reach(check: Check, withinMs = 60_000): Promise<number> {
    return this.#script.until(check, { withinMs })
  }

  /** Performs an action, or resolves to the reason why it is refused. */
  async do(action: Action): Promise<{ readonly index: number; readonly at: number } | Refused> {
    return this.page.evaluate(action => window.playground!.do(JSON.parse(action)), JSON.stringify(action))
  }

  now(): Promise<number> {
    return this.#script.time.now()
  }

  /** Waits until the playing run has advanced by `ms` of virtual time. */
  async runFor(ms: number): Promise<void> {
    // In the page, because a look from here every 100 ms would add seconds of virtual time to each wait.
    await this.page.evaluate(async ms => {
      const now = async () => {
        const at = await window.playground!.time.now()
        if (typeof at !== 'number') throw new Error(at.refused)
        return at
      }
      const until = (await now()) + ms
      while ((await now()) < until) await new Promise(resolve => requestAnimationFrame(resolve))
    }, ms)
  }

  speed(factor: number): Promise<void> {
    return this.#script.time.speed(factor)
  }

  pause(): Promise<void> {
    return this.#script.time.pause()
  }

  play(): Promise<void> {
    return this.#script.time.play()
  }

  runUntil(at: number): Promise<void> {
    return this.#script.time.runUntil(at)
  }

  async view(): Promise<ClusterView> {
    return unwrapped(await this.page.evaluate(() => window.playground!.view()))
  }

  check(check: Check): Promise<Verdict> {
    return this.#script.check(check)
  }

  traceHash(): Promise<string> {
    return this.#script.traceHash()
  }

  /** The run file, as text. */
  exportRun(): Promise<string> {
    return this.#script.exportRun()
  }
}

/** The result of a call; throws the sentence of a refusal. */
export function unwrapped<T>(answer: T | Refused): T {
  if (isRefused(answer)) throw new Error(answer.refused)
  return answer
}
