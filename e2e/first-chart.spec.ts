/** The README's promise, the whole way: drop a zip, see the map, read a finding, share it, revoke it. */

import { dropFiles, sampleAsZip } from './drop-files.ts'
import { expect, expectAccessible, OWN_HEADERS, test } from './watched-page.ts'

test('from a dropped zip to a shared link, and the link refused once revoked', async ({ page, browser, watch }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Portolan' })).toBeVisible()
  await dropFiles(page, [{ name: 'network.zip', content: sampleAsZip() }])

  await page.getByRole('button', { name: 'Open the map' }).click()
  const map = page.getByRole('tree', { name: /Network map/ })
  await expect(map).toBeVisible()
  await expect(map.getByRole('treeitem', { name: /bastion-1/ })).toBeVisible()

  const panel = page.getByRole('complementary')
  await panel.getByRole('button', { name: 'All findings' }).click()
  await panel.getByRole('row', { name: /Kibana on metrics-1 is open/ }).click()
  await expect(panel.getByRole('heading', { name: /Kibana on metrics-1 is open to the internet/ })).toBeVisible()
  await expect(panel.getByText('Internet gateway', { exact: true })).toBeVisible()
  await expect(map.getByRole('treeitem', { name: /metrics-1/ })).toBeInViewport()

  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByLabel('For whom or what').fill('Weekly review')
  await page.getByRole('button', { name: 'Create link' }).click()
  const link = await page.getByLabel('Link', { exact: true }).inputValue()
  expect(link).toMatch(/\/s\/[\w-]{22}#[\w-]{43}$/)

  const guests = await browser.newContext({ reducedMotion: 'reduce' })
  const guest = await guests.newPage()
  await watch(guest)
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'A shared chart' })).toBeVisible()
  expect(await guests.cookies()).toEqual([])
  await guest.getByRole('button', { name: 'Open' }).click()
  await expect(guest.getByRole('heading', { name: /Kibana on metrics-1 is open to the internet/ })).toBeVisible()
  await expect(guest.getByRole('treeitem', { name: /metrics-1/ })).toBeInViewport()
  await expect(guest.getByRole('button', { name: 'Share' })).toHaveCount(0)
  await expectAccessible(guest)

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Snapshots' }).click()
  await page
    .getByRole('button', { name: /1 link|Links/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Revoke Weekly review' }).click()
  await expect(page.getByText('Revoked', { exact: true })).toBeVisible()

  await expect(guest.getByRole('tree')).toHaveCount(0, { timeout: 6_000 })
  await expect(guest.getByText('Kibana on metrics-1')).toHaveCount(0)
  await guest.reload()
  await guest.getByRole('button', { name: 'Open' }).click()
  await expect(guest.locator('main').getByRole('alert')).toContainText('This link cannot be opened')
  await expect(guest.getByRole('tree')).toHaveCount(0)
  await guests.close()
})

test('a link opens nothing by being fetched, and a guest may read that share and nothing else', async ({ request }) => {
  const snapshot = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await snapshot.json()) as { id: string }
  const made = await request.post(`/api/snapshots/${id}/shares`, {
    headers: OWN_HEADERS,
    data: { label: 'Preview bots', expiresInHours: 24, viewState: '' },
  })
  const { share, secret } = (await made.json()) as { share: { id: string }; secret: string }

  for (const agent of ['Slackbot-LinkExpanding 1.0', 'facebookexternalhit/1.1', 'Mozilla/5.0 SkypeUriPreview']) {
    const page = await request.get(`/s/${share.id}`, { headers: { 'user-agent': agent } })
    expect(page.status()).toBe(200)
    expect(await page.text()).not.toContain('Preview bots')
  }
  const listed = await request.get(`/api/snapshots/${id}/shares`)
  expect(((await listed.json()) as { shares: { openCount: number }[] }).shares[0]?.openCount).toBe(0)

  expect((await request.get(`/api/s/${share.id}/view`)).status()).toBe(404)
  const wrong = await request.post(`/api/s/${share.id}/open`, {
    headers: OWN_HEADERS,
    data: { secret: 'A'.repeat(43) },
  })
  const unknown = await request.post(`/api/s/${'A'.repeat(22)}/open`, { headers: OWN_HEADERS, data: { secret } })
  expect(wrong.status()).toBe(404)
  expect(unknown.status()).toBe(404)
  await request.delete(`/api/snapshots/${id}`, { headers: OWN_HEADERS })
})
