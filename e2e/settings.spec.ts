/** The promise of settings: say what is your own, and the same network is judged by it, for guests too. */

import { expect, expectAccessible, OWN_HEADERS, test } from './watched-page.ts'

/** The journeys share one server: each leaves the defaults behind. */
test.afterEach(async ({ request }) => {
  const { version } = (await (await request.get('/api/settings')).json()) as { version: string }
  await request.put('/api/settings', { headers: { ...OWN_HEADERS, 'if-match': `"${version}"` }, data: {} })
})

test('corporate ranges set, a rule answers that waited, and the charter shows it', async ({ page, request }) => {
  const made = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`/?v=4&s=${id}&view=charter`)
  const charter = page.getByRole('region', { name: 'Charter' })
  const rule = charter
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'SG-010' }) })
    .last()
  await expect(rule).toContainText('Not evaluated')
  await expect(rule).toContainText('corporateRanges')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Settings' }).click()
  const ranges = page.getByRole('textbox', { name: 'Corporate ranges' })
  await expect(page.locator('#setting-corporateRanges')).toContainText('Not set')
  await ranges.fill('198.51.100.0/24\nhere')
  await expect(page.locator('#setting-corporateRanges').getByRole('alert')).toContainText('“here”')
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  await expectAccessible(page)

  await ranges.fill('203.0.113.0/24')
  const changes = page.getByRole('complementary', { name: 'Changes' })
  await changes.getByRole('button', { name: 'What would change' }).click()
  await expect(changes).toContainText('New 2')
  await changes.getByRole('button', { name: 'Save' }).click()
  await expect(changes.getByRole('heading', { name: 'Saved' })).toBeVisible()
  await expect(page.locator('#setting-corporateRanges')).not.toContainText('Not set')

  await page.getByRole('button', { name: 'Charter' }).click()
  await expect(charter.getByRole('heading', { name: 'Charter' })).toBeVisible()
  await expect(rule).toContainText('Fails')
  await expect(rule).toContainText('2 findings')
  await charter.getByRole('button', { name: 'SG-010' }).click()
  await expect(page).toHaveURL(/view=findings/)
  await expect(page).toHaveURL(/q=rule%3ASG-010/)
  await expect(page.getByRole('main')).toContainText('bastion admits public addresses outside the corporate ranges')
})

test('who saves second is told, loses nothing, and saves on top', async ({ page, request }) => {
  await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  await page.goto('/?v=4&view=settings')
  await page.getByRole('textbox', { name: 'Administration ports' }).fill('22')
  const { version } = (await (await request.get('/api/settings')).json()) as { version: string }
  const other = await request.put('/api/settings', {
    headers: { ...OWN_HEADERS, 'if-match': `"${version}"` },
    data: { peeringDns: 'on' },
  })
  expect(other.status()).toBe(200)

  const changes = page.getByRole('complementary', { name: 'Changes' })
  await changes.getByRole('button', { name: 'Save' }).click()
  await expect(changes.getByRole('alert')).toContainText('changed meanwhile')
  await changes.getByRole('button', { name: 'Put my changes on top' }).click()
  await expect(changes).toContainText('Taken over: DNS across peering')
  await changes.getByRole('button', { name: 'Save' }).click()
  await expect(changes.getByRole('heading', { name: 'Saved' })).toBeVisible()
  const saved = (await (await request.get('/api/settings')).json()) as { settings: Record<string, unknown> }
  expect(saved.settings).toMatchObject({ adminPorts: [22], peeringDns: 'on' })
})
