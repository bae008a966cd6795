import { expect, test } from './browser.ts'
import { ClusterPage } from './cluster-page.ts'

test('a refusal, a complaint and a refused run change with the language while they are shown', async ({
  page,
}) => {
  const cluster = new ClusterPage(page)
  const inJapanese = page.getByRole('button', { name: '日本語で表示' })
  const inEnglish = page.getByRole('button', { name: 'Show in English' })
  await cluster.open()

  await page.getByRole('button', { name: 'Share this run', exact: true }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a file…' }).click()
  await (await chooser).setFiles({
    name: 'notes.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{}'),
  })
  const banner = page.locator('.banner.bad')
  await expect(banner).toContainText(
    'This is not an Actorium run file: `header.format` must be "actorium-run".',
  )
  await inJapanese.click()
  await expect(banner).toContainText(
    'Actoriumの実行ファイルではありません。`header.format`は[actorium-run]でなければなりません。',
  )
  await expect(page.getByRole('alert').filter({ hasText: 'Actoriumの実行ファイル' })).toHaveCount(1)
  await inEnglish.click()
  await expect(banner).toContainText('This is not an Actorium run file')

  const form = await cluster.form('Write')
  await form.getByRole('button', { name: 'Write' }).click()
  const complaint = page.locator('.command-form .complaint').filter({ hasText: /\S/ })
  await expect(complaint).toHaveText('“Key” is empty: type something, for example “hoge”.')
  await inJapanese.click()
  await expect(complaint).toHaveText('「キー」が空です。「hoge」のように入力してください。')

  await page.goto('?scenario=nowhere')
  await expect(cluster.alert).toHaveText(
    'シナリオ[nowhere]はありません。[cqrs, cqrs-as-printed, web-server, workbench]から選んでください。',
  )
  await inEnglish.click()
  await expect(cluster.alert).toHaveText(
    'Scenario [nowhere] does not exist. Choose one of: cqrs, cqrs-as-printed, web-server, workbench.',
  )
})
