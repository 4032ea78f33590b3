/** Reading the sample: it opens on its worst finding, every view is accessible in both themes, the keyboard reaches all. */

import { expect, expectAccessible, test } from './watched-page.ts'

test.beforeEach(async ({ page }) => {
  await page.goto('/?view=import')
  await page.goto('/')
  const sample = page.getByRole('button', { name: 'Open the sample' })
  await sample
    .or(page.getByRole('tree', { name: /Network map/ }))
    .first()
    .waitFor()
  if (await sample.isVisible()) await sample.click()
  await expect(page.getByRole('tree', { name: /Network map/ })).toBeVisible()
})

test('the sample opens framed on its worst finding, with the path numbered alike on map and panel', async ({
  page,
}) => {
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('heading', { name: 'SSH on bastion-1 is reachable from the internet' })).toBeVisible()
  await expect(page.getByRole('treeitem', { name: /bastion-1/ })).toBeInViewport()
  await expect(panel.getByText(/revoke-security-group-ingress/)).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    test('no view has an accessibility violation', async ({ page }) => {
      await expectAccessible(page)
      for (const view of ['Findings', 'Table', 'Gaps', 'Snapshots', 'Import']) {
        await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }).click()
        await expect(page.getByRole('main')).toBeVisible()
        await page.waitForLoadState('networkidle')
        await expectAccessible(page)
      }
    })
  })
}

test('the keyboard alone finds a resource, opens it and reads its facts', async ({ page }) => {
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('orders-db')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  const table = page.getByRole('treegrid', { name: 'Resources' })
  await expect(table).toBeVisible()
  await expect(table.getByRole('row', { name: /orders-db/ }).first()).toBeVisible()
})

test('a link restores the view: selection, panel and view come back from the address alone', async ({ page }) => {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Findings' }).click()
  await page
    .getByRole('row', { name: /bastion-1/ })
    .first()
    .click()
  const address = page.url()
  const heading = await page.getByRole('complementary').getByRole('heading').first().textContent()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByRole('complementary').getByRole('heading').first()).toHaveText(heading ?? '')
})
