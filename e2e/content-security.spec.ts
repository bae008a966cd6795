import type { Page } from '@playwright/test'
import { walkthroughOf } from '../src/lessons/index.ts'
import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'
import { LessonPage } from './lesson-page.ts'

declare global {
  interface Window {
    /** Directive and target of every violation so far. */
    violations: string[]
  }
}

/** Installed before the page's own scripts, so that no violation is missed. */
async function recordViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.violations = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      window.violations.push(`${effectiveDirective} ${blockedURI}`)
    })
  })
}

const violationsOf = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.violations)

test('the page violates its content security policy nowhere', async ({ page }) => {
  const cluster = new ClusterPage(page)
  await recordViolations(page)
  await cluster.openReady()
  await cluster.write('hoge', 'fuga')
  await cluster.doTo('node-1', 'Kill')
  await cluster.inspectActor('node-3', 'Reader')
  await cluster.inspector.getByRole('button', { name: /^Source/ }).click()
  for (const tab of ['Events', 'Text']) {
    await cluster.tab(tab).click()
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible()
  }
  for (const dialog of ['New run', 'Start a node']) {
    await page.getByRole('button', { name: dialog, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
  }
  await page.getByRole('separator').first().focus()
  await page.keyboard.press('ArrowLeft')
  const lesson = new LessonPage(page, walkthroughOf('seed-demo')!)
  await lesson.begin()
  await lesson.next()
  await lesson.reaches(1)
  expect(await violationsOf(page)).toEqual([])

  await page.goto('?scenario=web-server')
  await cluster.isShown({ scenario: 'web-server' })
  expect(await violationsOf(page)).toEqual([])
})

/** Injections that work in a page without a policy; each reports success by an attribute of the root element. */
const injections = {
  'an inline script': [
    'script-src-elem inline',
    () => {
      const script = document.createElement('script')
      script.textContent = 'document.documentElement.dataset.injected = "done"'
      document.head.append(script)
    },
  ],
  'a handler in markup': [
    'script-src-attr inline',
    () => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="nowhere.png" onerror="document.documentElement.dataset.injected = 1">',
      )
    },
  ],
  'a text that is run': [
    'script-src eval',
    () => void setTimeout('document.documentElement.dataset.injected = "done"', 0),
  ],
  'a script from elsewhere': [
    'script-src-elem https://example.com/x.js',
    () => {
      const script = document.createElement('script')
      script.src = 'https://example.com/x.js'
      document.head.append(script)
    },
  ],
  'a request to elsewhere': [
    'connect-src https://example.com/x',
    () => void fetch('https://example.com/x').catch(() => undefined),
  ],
  'an inline style': [
    'style-src-elem inline',
    () => {
      document.head.insertAdjacentHTML('beforeend', '<style>:root { --injected: done }</style>')
    },
  ],
} as const

test('the built page refuses what its content security policy forbids', async ({ context }) => {
  // A separate page, because a violation writes an error to the console and the shared fixture refuses errors.
  const page = await context.newPage()
  await recordViolations(page)
  await new ClusterPage(page).open()
  const injected = () => {
    const root = document.documentElement
    return root.dataset.injected ?? getComputedStyle(root).getPropertyValue('--injected')
  }
  for (const [what, [violation, inject]] of Object.entries(injections)) {
    await page.evaluate(inject)
    await expect.poll(() => page.evaluate(() => window.violations.splice(0)), what).toEqual([violation])
    expect(await page.evaluate(injected), what).toBe('')
  }
})
