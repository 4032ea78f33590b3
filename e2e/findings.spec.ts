/** The findings view: search, group, mark and hand on, by keyboard alone; the same search on the map; fifty thousand rows. */

import type { Page } from '@playwright/test'
import type { Finding } from '../lib/findings/finding.ts'
import { dropFiles, sampleAsZip } from './drop-files.ts'
import { expect, expectAccessible, test } from './watched-page.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await dropFiles(page, [{ name: 'network.zip', content: sampleAsZip() }])
  await page.getByRole('button', { name: 'Open the map' }).click()
})

/** What a server leaves out of each of many findings. */
const AS_LISTED = {
  description: '',
  related: [],
  evidence: [],
  compliance: [],
  settingsUsed: {},
  remediation: { summary: '', cli: [], terraform: null, console: [] },
}

const grid = (page: Page) => page.getByRole('treegrid', { name: 'Findings' })
const panel = (page: Page) => page.getByRole('complementary')
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

async function openFindings(page: Page): Promise<void> {
  await expect(page.getByRole('tree', { name: /Network map/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(grid(page)).toBeVisible()
}

test('the keyboard alone searches, moves, marks, opens and folds', async ({ page }) => {
  await openFindings(page)
  await page.keyboard.press('/')
  await page.keyboard.type('rule:SG-003')
  await page.keyboard.press('Escape')
  await page.keyboard.type('sever')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: /Find/ })).toHaveValue('severity:')
  await page.keyboard.type('crit')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: /Find/ })).toHaveValue('severity:critical ')
  await expect(page.getByRole('button', { name: 'Severity: Critical' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')

  await page.keyboard.press('j')
  await expect(grid(page).getByRole('row').nth(1)).toBeFocused()
  const first = await panel(page).getByRole('heading').first().textContent()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await expect(panel(page).getByRole('heading').first()).not.toHaveText(first ?? '')
  await page.keyboard.press('x')
  await expect(page.getByText('2 findings marked').first()).toBeVisible()
  await page.keyboard.press('k')
  await expect(panel(page).getByRole('heading').first()).toHaveText(first ?? '')

  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('e')
  await expect(grid(page).getByRole('row')).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(grid(page).getByRole('row').nth(2)).toBeVisible()

  await page.getByRole('button', { name: 'Copy as one ticket' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const ticket = await copied(page)
  expect(ticket.match(/^## Critical: /gm)).toHaveLength(2)
  expect(ticket).toContain('[Open in Portolan](http://127.0.0.1')
})

test('a finding is read to its end: ticket, siblings of its cause, and what closing it would break', async ({
  page,
}) => {
  await openFindings(page)
  await page.keyboard.press('/')
  await page.keyboard.type('rule:SG-003 exposure:internet')
  await grid(page)
    .getByRole('row', { name: /SSH on bastion-1/ })
    .click()
  await panel(page).getByRole('button', { name: 'Copy as ticket' }).click()
  const ticket = await copied(page)
  expect(ticket).toMatch(/^## Critical: SSH on bastion-1 is open to the internet \(SG-003\)/)
  expect(ticket).toContain('aws ec2 revoke-security-group-ingress')
  expect(ticket).toMatch(/`\/SecurityGroup/)

  await panel(page).getByRole('button', { name: 'What would closing it break?' }).click()
  await expect(panel(page).getByText(/Closes \d+ exposure/)).toBeVisible()
  await panel(page).getByRole('button', { name: 'Show it on the map' }).click()
  await expect(panel(page).getByRole('tab', { name: 'What if' })).toBeVisible()
})

test('the address carries search and grouping, and the map lights up what the search means', async ({ page }) => {
  await openFindings(page)
  await page.getByRole('button', { name: 'Exposure', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: /Internet now/ }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Group by/ }).click()
  await page.getByRole('menuitem', { name: 'Root cause' }).click()
  await expect(page).toHaveURL(/q=exposure%3Ainternet/)
  await expect(page).toHaveURL(/grp=cause/)
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByRole('button', { name: 'Exposure: Internet now' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Group by root cause' })).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('g')
  await page.keyboard.press('m')
  const bastion = page.getByRole('treeitem', { name: /bastion-1/ })
  await expect(bastion).toBeVisible()
  await expect(page.getByRole('combobox', { name: /Find/ })).toHaveValue('exposure:internet')
})

test('what could not be judged says why and which command would answer', async ({ page }) => {
  await openFindings(page)
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: /What could not be judged/ }).click()
  await grid(page)
    .getByRole('row', { name: /was not collected/ })
    .first()
    .click()
  await expect(panel(page).getByText('Not evaluated')).toBeVisible()
  await expect(panel(page).getByText(/^aws /).first()).toBeVisible()
})

test('a filter is saved by name and found again; a slip of the finger is told and hides nothing', async ({ page }) => {
  await openFindings(page)
  await page.keyboard.press('/')
  await page.keyboard.type('charter:H severity:hgih')
  await expect(page.getByText(/“hgih” is no severity/).first()).toBeVisible()
  await expect(grid(page)).toBeVisible()
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: 'Save this filter' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Routes')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Clear find' }).click()
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: /Routes/ }).click()
  await expect(page.getByRole('combobox', { name: /Find/ })).toHaveValue('charter:H severity:hgih')
})

test('fifty thousand findings are scrolled, searched and grouped with only what is in sight mounted', async ({
  page,
}) => {
  await page.route(/\/api\/snapshots\/[^/]+\/view/, async (route) => {
    const response = await route.fetch()
    const view = (await response.json()) as { findings: readonly Finding[] }
    const listed = view.findings.map((finding) => ({ ...finding, ...AS_LISTED }))
    const findings = Array.from({ length: 50_000 }, (_, at) => {
      const like = listed[at % listed.length]
      return { ...like, id: `f-${at}`, title: `${like?.title} number ${at}` }
    })
    await route.fulfill({ response, json: { ...view, findings, findingsInFull: false } })
  })
  await page.reload()
  await openFindings(page)
  const rows = grid(page).getByRole('row')
  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', /^[1-5]\d{4}$/)
  expect(await rows.count()).toBeLessThan(90)

  const box = page.getByRole('combobox', { name: /Find/ })
  await box.fill('number 4999')
  const began = Date.now()
  await box.fill('"number 49991"')
  await expect(page.getByText(/^1 of |^0 of /)).toBeVisible()
  expect(Date.now() - began).toBeLessThan(3_000)
  await box.fill('')
  await box.press('Escape')
  await page.getByRole('button', { name: /Group by/ }).click()
  await page.getByRole('menuitem', { name: 'Charter sentence' }).click()
  await expect(page.getByRole('button', { name: 'Group by charter sentence' })).toBeVisible()
  await expect(rows.first()).toBeVisible()
  expect(await rows.count()).toBeLessThan(90)
})
