import { expect, test } from './browser.ts'
import { allUp, everyNode, fact } from './checks.ts'
import { ClusterPage } from './cluster-page.ts'
import { coveredShare, faultsOfCanvas, faultsOfDialog, pans } from './readable.ts'

const sizes = {
  desk: [1440, 900],
  'large desk': [1920, 1080],
  laptop: [1366, 768],
  tablet: [1024, 768],
  /** A desk at 200 % zoom. */
  zoomed: [720, 450],
  phone: [390, 844],
} as const
type Place = keyof typeof sizes

/** One page for all sizes, because only the first layout costs time. */
class ReadCanvas extends ClusterPage {
  /** Expects readable text at each size: no text too small, cut off or covered, and no card over another. */
  async readAt(places: readonly Place[], least: number, what: string): Promise<void> {
    for (const place of places) {
      const [width, height] = sizes[place]
      await this.page.setViewportSize({ width, height })
      await expect.poll(() => faultsOfCanvas(this.page, least), `${what}, ${place}`).toEqual([])
    }
  }

  async size(place: Place): Promise<void> {
    const [width, height] = sizes[place]
    await this.page.setViewportSize({ width, height })
  }

  async toggleTree(id: string): Promise<void> {
    // A key press, because a pointer would miss while the picture still moves.
    await this.card(id).locator('.tree-toggle').press('Enter')
  }

  async present(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Presentation mode|プレゼンテーションモード)/ }).click()
  }

  /** Opens a dialog by its command, at whatever size and in whatever language. */
  async openDialog(command: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    if (command !== 'palette') await this.page.locator(`[role=option][id$="-${command}"]`).click()
  }

  /** Expects that nothing of the open dialog is cut off, with each choice in it. */
  async readDialog(what: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await expect(dialog, what).toBeVisible()
    const choices = dialog.locator('.choice')
    for (let choice = 0; choice < Math.max(1, await choices.count()); choice++) {
      if ((await choices.count()) > 0) await choices.nth(choice).click()
      await expect.poll(() => faultsOfDialog(this.page), `${what}, choice ${choice + 1}`).toEqual([])
    }
  }

  override card(id: string) {
    return this.page.locator(`.react-flow__node[data-id="${id}"]`)
  }
}

const everywhere = Object.keys(sizes) as Place[]
const presentingAt: readonly Place[] = ['laptop', 'desk', 'large desk']

for (const locale of ['en', 'ja'] as const) {
  test(`the canvas can be read at every size, with four and with ten nodes (${locale})`, async ({ page }) => {
    const cluster = new ReadCanvas(page)
    await cluster.openWithWrite()
    if (locale === 'ja') await page.getByRole('button', { name: '日本語で表示' }).click()

    for (const place of everywhere) {
      await cluster.readAt([place], 13, 'four nodes')
      await expect.poll(() => pans(page), `four nodes fit on a ${place}`).toBe(false)
    }
    await cluster.size('desk')
    await cluster.toggleTree('node-1')
    await cluster.readAt(everywhere, 13, 'four nodes, one open tree')
    await cluster.size('desk')
    await cluster.present()
    await cluster.readAt(presentingAt, 20, 'four nodes, one open tree, presenting')
    await cluster.size('desk')
    await cluster.toggleTree('node-1')
    await cluster.readAt(presentingAt, 20, 'four nodes, presenting')
    await cluster.size('desk')
    await cluster.present()
    await expect.poll(() => coveredShare(page), 'cards fill the canvas').toBeGreaterThan(0.3)

    await cluster.do({ type: 'Freeze', participant: 'node-3' })
    await cluster.reach(
      fact({ fact: 'sees', node: 'node-1', member: 'node-3', status: 'Up', reachable: false }),
    )
    await cluster.readAt(everywhere, 13, 'four nodes, one unreachable')
    await cluster.size('desk')
    await cluster.toggleTree('node-3')
    await cluster.readAt(everywhere, 13, 'four nodes, one unreachable with an open tree')
    await cluster.size('desk')
    await cluster.toggleTree('node-3')
    await cluster.do({ type: 'Thaw', participant: 'node-3' })
    await cluster.reach(allUp())

    const more = ['node-5', 'node-6', 'node-7', 'node-8', 'node-9', 'node-10']
    for (const participant of more) await cluster.do({ type: 'Start', participant, roles: ['read'] })
    await cluster.reach(allUp([...everyNode, ...more]))
    for (const place of ['large desk', 'laptop', 'tablet', 'desk'] as const) {
      await cluster.readAt([place], 13, 'ten nodes')
      await expect.poll(() => pans(page), `ten nodes fit on a ${place}`).toBe(false)
    }
    await cluster.readAt(['zoomed', 'phone'], 13, 'ten nodes')
    await cluster.size('desk')
    await cluster.toggleTree('node-1')
    await cluster.readAt(everywhere, 13, 'ten nodes, one open tree')
  })
}

test('cards show less when a person zooms out, and the text of closed cards keeps its size', async ({
  page,
}) => {
  const cluster = new ReadCanvas(page)
  await cluster.openReady()
  const level = cluster.card('node-1').locator('.node-card')
  await expect(level).toHaveAttribute('data-level', 'full')
  await page.locator('.react-flow__pane').hover({ position: { x: 400, y: 300 } })
  await page.mouse.wheel(0, 360)
  await expect(level).toHaveAttribute('data-level', 'compact')
  await expect
    .poll(async () => (await faultsOfCanvas(page, 13)).filter(fault => /^node-\d.* px$/.test(fault)))
    .toEqual([])
  await page.mouse.wheel(0, -360)
  await expect(level).toHaveAttribute('data-level', 'full')
})

/** The dialogs that a command opens; `compare` needs a branch. */
const dialogs = [
  'palette',
  'keys',
  'share',
  'new-run',
  'start-node',
  'scenario-list',
  'runs',
  'room',
  'branches',
  'try-again',
  'compare',
  'network',
  'learn',
]

for (const locale of ['en', 'ja'] as const) {
  test(`nothing is cut off in any dialog, on a laptop and on a phone (${locale})`, async ({ page }) => {
    const cluster = new ReadCanvas(page)
    await cluster.openWithWrite()
    await cluster.size('laptop')
    if (locale === 'ja') await page.getByRole('button', { name: '日本語で表示' }).click()
    await cluster.do({ type: 'Kill', participant: 'node-4' })
    await page.keyboard.press('Control+z')
    await expect(page.locator('.lane-row')).toHaveCount(2)

    for (const place of ['laptop', 'phone'] as const) {
      await cluster.size(place)
      for (const dialog of dialogs) {
        await cluster.openDialog(dialog)
        await cluster.readDialog(`${dialog}, ${place}`)
        await page.keyboard.press('Escape')
        await expect(page.locator('dialog')).toHaveCount(0)
      }
    }
  })
}
