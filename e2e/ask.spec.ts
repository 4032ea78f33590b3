/** Questions and their answers on the screen: every blocker in the list and on the map, the flood, what if, the matrix. */

import type { APIRequestContext, Page } from '@playwright/test'
import { expect, expectAccessible, OWN_HEADERS, test } from './watched-page.ts'

async function openSample(page: Page, request: APIRequestContext, view = ''): Promise<string> {
  const made = await request.post('/api/snapshots', { headers: OWN_HEADERS, data: { source: 'sample' } })
  const { id } = (await made.json()) as { id: string }
  await page.goto(`/?v=2&s=${id}&panel=ask${view}`)
  await expect(map(page)).toBeVisible()
  return id
}

const map = (page: Page) => page.getByRole('tree', { name: /Network map/ })
const panel = (page: Page) => page.getByRole('complementary')
const answer = (page: Page) => page.getByRole('article', { name: 'Answer' })

async function ask(page: Page, question: { from: string; to: string; port: string }): Promise<void> {
  const form = page.getByRole('form', { name: 'Question' })
  for (const [label, text] of [
    ['From', question.from],
    ['To', question.to],
  ] as const) {
    const field = form.getByRole('combobox', { name: new RegExp(`^${label}`) })
    await field.fill('')
    await field.fill(text)
    await form
      .getByRole('option', { name: new RegExp(`^${text}`, 'i') })
      .first()
      .click()
  }
  await form.getByLabel('Port', { exact: true }).fill(question.port)
  await form.getByRole('button', { name: 'Ask', exact: true }).click()
}

test('a blocked question names every blocker, in the list and on the map where it blocks', async ({
  page,
  request,
}) => {
  await openSample(page, request)
  await ask(page, { from: 'internet', to: 'build-controller-1', port: '22' })
  await expect(answer(page).getByText('Blocked', { exact: true })).toBeVisible()
  const blockers = answer(page).getByRole('list', { name: 'What blocks' }).getByRole('listitem')
  await expect(blockers.first()).toBeVisible()
  const told = await blockers.count()
  expect(told).toBeGreaterThan(0)
  await expect(answer(page).getByText(/^(?:IGW|ENI|SUBNET|NO_ROUTE|SG)_[A-Z_]+$/)).toHaveCount(told)
  await expect(map(page).locator('.pt-hop-blocks')).not.toHaveCount(0)
  await expect(map(page).getByRole('treeitem', { name: /build-controller-1/ })).toBeInViewport()

  // A link restores question and answer; a hop leads to its component.
  await expect(page).toHaveURL(/from=internet&to=i-/)
  await page.reload()
  await expect(answer(page).getByText('Blocked', { exact: true })).toBeVisible()
  await answer(page)
    .getByRole('button', { name: /Network ACL/ })
    .first()
    .click()
  await expect(page).toHaveURL(/sel=acl-/)
  await expectAccessible(page)

  // What was asked before stays at hand.
  await ask(page, { from: 'internet', to: 'bastion-1', port: '22' })
  await expect(answer(page).getByText('Reachable', { exact: true })).toBeVisible()
  await panel(page)
    .getByRole('button', { name: /Blocked: internet to build-controller-1/ })
    .click()
  await expect(answer(page).getByText('Blocked', { exact: true })).toBeVisible()
})

test('the exposure lens by key and by tab, with what one change would open', async ({ page, request }) => {
  await openSample(page, request)
  await map(page).focus()
  await page.keyboard.press('4')
  await expect(page.getByRole('button', { name: 'Exposure' })).toHaveAttribute('aria-pressed', 'true')
  await expect(
    map(page).getByRole('treeitem', { name: /bastion-1.*reachable from the internet now, tcp\/22/ }),
  ).toBeVisible()
  await expect(
    map(page)
      .getByRole('treeitem', { name: /one change away/ })
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('list', { name: 'Legend' }).getByText('One change away')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Placement' }).click()
  await expect(map(page).getByRole('treeitem', { name: /reachable from the internet now/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Exposure' }).click()
  await expect(page).toHaveURL(/lens=exposure/)
  // The table says what the map paints.
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await page.getByLabel('Find by name, id, address or port').fill('bastion-1')
  const table = page.getByRole('treegrid', { name: 'Resources' })
  await expect(
    table.getByRole('row', { name: /bastion-1.*instance.*Reachable from the internet now.*tcp\/22/ }),
  ).toBeVisible()
  await expectAccessible(page)
})

test('what if a rule went: the exposure goes, and one press brings the network back', async ({ page, request }) => {
  await openSample(page, request)
  await ask(page, { from: 'internet', to: 'bastion-1', port: '22' })
  await answer(page)
    .getByRole('button', { name: /What if this were removed.*tcp\/22/ })
    .last()
    .click()
  const banner = page.getByRole('region', { name: 'What if' })
  await expect(banner).toContainText('1 exposure vanishes')
  await expect(banner).toContainText('Nothing is changed in AWS')
  await expect(panel(page).getByRole('list', { name: 'Would vanish' })).toContainText('bastion-1')
  await expect(panel(page).getByText('Blocked', { exact: true })).toBeVisible()
  await expect(map(page).getByRole('treeitem', { name: /bastion-1.*exposure would vanish/ })).toBeVisible()
  await expectAccessible(page)
  await banner.getByRole('button', { name: 'Back to the network as it is' }).click()
  await expect(banner).toHaveCount(0)
  await expect(answer(page).getByText('Reachable', { exact: true })).toBeVisible()
})

test('a question typed into the palette', async ({ page, request }) => {
  await openSample(page, request)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('internet -> bastion-1:22')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /Ask.*Internet to bastion-1|Ask.*internet to bastion-1/ })
    .click()
  await expect(answer(page).getByText('Reachable', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('matrix')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Matrix' })).toBeVisible()
})

test('Enter in the palette waits for the names to be looked up, and part of a name offers what has it', async ({
  page,
  request,
}) => {
  await openSample(page, request)
  await page.route('**/resources?**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700))
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  const box = page.getByRole('dialog').getByRole('combobox')
  await box.fill('internet -> bastion-1:22')
  await box.press('Enter')
  await expect(answer(page).getByText('Reachable', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/to=i-/)
  await page.unroute('**/resources?**')

  await page.keyboard.press('Control+k')
  await box.fill('basti -> internet')
  await expect(page.getByRole('option', { name: /Ask.*bastion-1/ }).first()).toBeVisible()
  await box.press('Enter')
  await expect(page).toHaveURL(/from=(?:i|eni|sg)-[^&]*&to=internet/)
  await expect(answer(page).getByText('Unknown', { exact: true })).toHaveCount(0)
})

test('a cell of the matrix is a question; arrows walk the cells', async ({ page, request }) => {
  await openSample(page, request, '&view=map')
  await page.keyboard.press('g')
  await page.keyboard.press('x')
  const grid = page.getByRole('grid', { name: 'Who can talk to whom' })
  await expect(grid.getByRole('gridcell', { name: /Internet to shop-prod-public-a: .*tcp\/.*22/ })).toHaveCount(1)
  await expectAccessible(page)
  await grid.getByRole('gridcell').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(grid.locator('[data-cell="1 1"]')).toBeFocused()
  await grid.getByRole('gridcell', { name: /Internet to shop-dev-public-a/ }).click()
  await expect(answer(page).getByText('Reachable', { exact: true })).toBeVisible()
  await page.getByRole('group', { name: 'Group by' }).getByRole('button', { name: 'Security group' }).click()
  await expect(grid.getByRole('rowheader', { name: /bastion/ })).toBeVisible()
})

test('a guest asks on a shared link, and thinks no rules away', async ({ page, request, browser, watch }) => {
  const id = await openSample(page, request)
  const made = await request.post(`/api/snapshots/${id}/shares`, {
    headers: OWN_HEADERS,
    data: { label: 'Questions', expiresInHours: 24, viewState: 'v=2&lens=exposure' },
  })
  const { share, secret } = (await made.json()) as { share: { id: string }; secret: string }
  const guests = await browser.newContext({ reducedMotion: 'reduce' })
  const guest = await guests.newPage()
  await watch(guest)
  await guest.goto(`${new URL(page.url()).origin}/s/${share.id}#${secret}`)
  await guest.getByRole('button', { name: 'Open' }).click()
  await expect(map(guest).getByRole('treeitem', { name: /bastion-1.*reachable from the internet now/ })).toBeVisible()
  await guest.keyboard.press('a')
  await ask(guest, { from: 'internet', to: 'bastion-1', port: '22' })
  await expect(answer(guest).getByText('Reachable', { exact: true })).toBeVisible()
  await expect(guest.getByRole('button', { name: /What if/ })).toHaveCount(0)
  const refused = await guest.request.post(`/api/s/${share.id}/what-if`, {
    headers: OWN_HEADERS,
    data: { ruleIds: ['x'] },
  })
  expect(refused.status()).toBe(404)
  await guests.close()
})
