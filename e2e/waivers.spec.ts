/** The promise of waivers: what people live with stays in sight, says who decided it, and comes back when its time is over. */

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, OWN_HEADERS, test } from './watched-page.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const FILE = join(process.env['PORTOLAN_TEST_DATA'] ?? '', 'waivers.yaml')

/** The bastion of the sample, whose SSH is open to everybody. */
const waiver = (lines: readonly string[]) =>
  ['waivers:', '  - rule: SG-003', '    resource: sg-048c6f45f0d02aca9', ...lines.map((line) => `    ${line}`)].join(
    '\n',
  )

const ACCEPTED = ['reason: The vendor connects by SSH', 'by: Ada', 'until: 2099-12-31']

test.afterEach(() => rm(FILE, { force: true }))

test('a waived finding says who lives with it and why, stops counting as one to act on, and comes back in time', async ({
  page,
  request,
}) => {
  await writeFile(FILE, waiver(ACCEPTED))
  const made = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`/?v=4&s=${id}&view=findings`)
  const grid = page.getByRole('treegrid', { name: 'Findings' })
  const row = grid.getByRole('row').filter({ hasText: 'SG-003' }).filter({ hasText: 'bastion-1' })
  const main = page.getByRole('main')
  const panel = page.getByRole('complementary')

  await expect(row).toContainText('Waived to 2099-12-31')
  await expect(main).toContainText('1 of them waived')
  await row.click()
  await expect(panel).toContainText('Waived until 2099-12-31 by Ada')
  await expect(panel).toContainText('The vendor connects by SSH')
  await expect(panel).toContainText('The waiver is of SG-003 on sg-048c6f45f0d02aca9.')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Copy as ticket' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('**Waived until 2099-12-31 by Ada**')

  await page.getByRole('combobox', { name: /Find/ }).fill('waived:yes')
  await expect(grid.getByRole('row').filter({ hasText: 'SG-003' })).toHaveCount(1)
  await expect(grid.getByRole('row').filter({ hasText: 'EXP-001' })).toHaveCount(0)
  await page.getByRole('combobox', { name: /Find/ }).fill('waived:no rule:SG-003')
  await expect(grid.getByRole('row').filter({ hasText: 'launch-wizard-3' })).toHaveCount(1)
  await expect(row).toHaveCount(0)

  await writeFile(FILE, waiver(['reason: The vendor connects by SSH', 'until: 2020-01-31']))
  await page.goto(`/?v=4&s=${id}&view=findings`)
  await expect(row).toBeVisible()
  await expect(row).not.toContainText('Waived')
  await expect(main).not.toContainText('waived')
  await expect(main).toContainText('1 waiver lapsed')
  await row.click()
  await expect(panel).toContainText('A waiver no longer holds. It ended on 2020-01-31.')
  await expectAccessible(page)
})

test('a waiver lapses when the finding is wider than what was accepted', async ({ page, request }) => {
  const made = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await made.json()) as { id: string }
  const grid = page.getByRole('treegrid', { name: 'Findings' })
  const row = grid.getByRole('row').filter({ hasText: 'SG-003' }).filter({ hasText: 'bastion-1' })

  await writeFile(FILE, waiver([...ACCEPTED, 'accepts: { exposure: internet, ports: [tcp/22] }']))
  await page.goto(`/?v=4&s=${id}&view=findings`)
  await expect(row).toContainText('Waived to 2099-12-31')

  await writeFile(FILE, waiver([...ACCEPTED, 'accepts: { exposure: corporate, ports: [tcp/22] }']))
  await page.goto(`/?v=4&s=${id}&view=findings`)
  await expect(row).toBeVisible()
  await expect(row).not.toContainText('Waived')
  await row.click()
  await expect(page.getByRole('complementary')).toContainText(
    'It was accepted while corporate could reach it; now it is internet.',
  )
})

test('a guest of a shared link sees the finding, and not what the team says among itself', async ({
  page,
  browser,
  request,
  watch,
}) => {
  await writeFile(FILE, waiver(ACCEPTED))
  const made = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`/?v=4&s=${id}&view=findings`)
  await expect(page.getByRole('treegrid', { name: 'Findings' })).toContainText('Waived to 2099-12-31')
  const shared = await request.post(`/api/snapshots/${id}/shares`, {
    headers: OWN_HEADERS,
    data: { label: 'Review', expiresInHours: 24, viewState: 'v=4&view=findings' },
  })
  const { share, secret } = (await shared.json()) as { share: { id: string }; secret: string }
  const guests = await browser.newContext({ reducedMotion: 'reduce' })
  const guest = await guests.newPage()
  await watch(guest)
  await guest.goto(`${new URL(page.url()).origin}/s/${share.id}#${secret}`)
  await guest.getByRole('button', { name: 'Open' }).click()
  const grid = guest.getByRole('treegrid', { name: 'Findings' })
  await expect(grid.getByRole('row').filter({ hasText: 'SG-003' }).filter({ hasText: 'bastion-1' })).toBeVisible()
  await expect(guest.getByRole('main')).not.toContainText('aived')
  await guests.close()
})
