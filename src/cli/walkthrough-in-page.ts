import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../tools/browser.mjs'
import type { Walkthrough } from '../lessons/index.ts'
import type { Language } from '../narration/index.ts'
import type { Verdict } from '../trace/index.ts'
import { type PageServer, servePage } from './page-server.ts'
import { canRecord, recordScreen, type ScreenRecording } from './screen-recording.ts'
import type { StepEnd, WalkthroughStage } from './walkthrough-stage.ts'
import { walkthroughWords } from './walkthrough-words.ts'

export interface InPageOptions {
  readonly language: Language
  readonly headed: boolean
  /** Folder for a recording; null for none. */
  readonly video: string | null
}

const size = { width: 1440, height: 900 }
/** Limit for one step, in wall ms; only a browser that stopped responding takes this long. */
const silenceMs = 180_000

/** Plays a walkthrough in a browser with the page's own buttons, at full speed unless it is shown or recorded. */
export async function walkthroughInPage(
  walkthrough: Walkthrough,
  options: InPageOptions,
): Promise<WalkthroughStage | null> {
  const executablePath = findBrowser({ headed: options.headed })
  if (executablePath === undefined) return null
  const server = await servePage()
  const browser = await chromium.launch({
    executablePath,
    headless: !options.headed,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  const { browserLocale } = walkthroughWords[options.language]
  const context = await browser.newContext({ locale: browserLocale, viewport: size })
  const page = await context.newPage()
  page.setDefaultTimeout(silenceMs)
  if (options.video !== null && !(await canRecord(page))) {
    console.error(
      'This Chromium has no encoder for WebM video. Leave out --video, or name another one in PLAYWRIGHT_CHROMIUM_PATH.',
    )
    await browser.close()
    await server.close()
    return null
  }
  const recording =
    options.video === null ? null : await recordScreen(page, `${options.video}/${walkthrough.id}.webm`, size)
  return new PageStage({ walkthrough, options, server, browser, page, recording })
}

interface PageStageOptions {
  readonly walkthrough: Walkthrough
  readonly options: InPageOptions
  readonly server: PageServer
  readonly browser: Browser
  readonly page: Page
  readonly recording: ScreenRecording | null
}

class PageStage implements WalkthroughStage {
  readonly #stage: PageStageOptions
  #index = 0

  constructor(stage: PageStageOptions) {
    this.#stage = stage
  }

  async begin(): Promise<StepEnd> {
    const { page, server, walkthrough, options } = this.#stage
    await page.goto(`${server.url}?lesson=${walkthrough.id}`)
    await this.#band.locator('[data-step="0"]:not([data-status="loading"])').waitFor()
    if (!this.#isWatched) {
      await page.getByRole('slider', { name: walkthroughWords[options.language].speed }).fill('300')
    }
    return this.#play()
  }

  async next(): Promise<StepEnd> {
    await this.#press('next')
    this.#index += 1
    return this.#play()
  }

  /** Plays the step whose text is shown, after the time to read it. */
  async #play(): Promise<StepEnd> {
    const { page, options } = this.#stage
    const step = this.#band.locator(`[data-step="${this.#index}"]`)
    await step
      .and(page.locator('[data-status="shown"], [data-status="reached"], [data-status="refused"]'))
      .waitFor()
    if (this.#isWatched) await page.waitForTimeout(this.#readingMs(options.language))
    if ((await step.getAttribute('data-status')) === 'shown') await this.#press('watch')
    return this.#ended()
  }

  async close(): Promise<void> {
    await this.#stage.recording?.finish()
    await this.#stage.browser.close()
    await this.#stage.server.close()
  }

  get #isWatched(): boolean {
    const { headed, video } = this.#stage.options
    return headed || video !== null
  }

  get #band() {
    const { page, options } = this.#stage
    return page.getByRole('region', { name: walkthroughWords[options.language].title })
  }

  #press(button: 'next' | 'watch'): Promise<void> {
    return this.#band
      .getByRole('button', { name: walkthroughWords[this.#stage.options.language][button], exact: true })
      .click()
  }

  async #ended(): Promise<StepEnd> {
    const { page, walkthrough } = this.#stage
    await this.#band
      .locator(`[data-step="${this.#index}"]`)
      .and(page.locator('[data-status="reached"], [data-status="missed"], [data-status="refused"]'))
      .waitFor()
    const at = await page.evaluate(async () => Number(await window.playground?.time.now()))
    const complaint = this.#band.locator('.complaint')
    const problem = (await complaint.count()) === 0 ? null : await complaint.first().textContent()
    const marks = await this.#band
      .locator('[data-verdict]')
      .evaluateAll(lamps => lamps.map(lamp => lamp.getAttribute('data-verdict')))
    const awaits = walkthrough.steps[this.#index]?.await
    return {
      status: problem === null ? 'reached' : awaits === undefined ? 'refused' : 'missed',
      problem,
      at,
      verdicts: marks as readonly Verdict[],
      contradictions: [],
    }
  }

  /** Wall ms that a person needs to read the step. */
  #readingMs(language: Language): number {
    const letters = this.#stage.walkthrough.steps[this.#index]?.say[language].length ?? 0
    return letters * (language === 'ja' ? 110 : 45)
  }
}
