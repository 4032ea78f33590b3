/** A page that may not complain: every journey fails on a console error, a policy violation or a foreign request. */

import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'

interface Watched {
  /** Watches one more page, as that of a second context. */
  readonly watch: (page: Page) => Promise<void>
}

export const test = base.extend<Watched>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs.
  watch: async ({}, use) => {
    const complaints: string[] = []
    await use((page) => watchPage(page, complaints))
    expect(complaints).toEqual([])
  },
  page: async ({ page, request, watch }, use) => {
    await emptyStore(request)
    await watch(page)
    await use(page)
  },
})

export { expect }

/** What the page itself sends with every unsafe verb. */
export const OWN_HEADERS = { 'x-portolan-request': '1', 'sec-fetch-site': 'same-origin' }

/** The journeys share one server; each starts as on the first day. */
async function emptyStore(request: APIRequestContext): Promise<void> {
  const { snapshots } = (await (await request.get('/api/snapshots')).json()) as { snapshots: { id: string }[] }
  for (const { id } of snapshots) await request.delete(`/api/snapshots/${id}`, { headers: OWN_HEADERS })
}

async function watchPage(page: Page, complaints: string[]): Promise<void> {
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpectedRefusal(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`foreign request: ${request.url()}`)
  })
  await page.exposeFunction('__policyViolation', (text: string) => complaints.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = Reflect.get(window, '__policyViolation') as (text: string) => void
      report(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
}

/** The browser logs every 4xx answer; a refusal the journey asks for is not a complaint. */
function isExpectedRefusal(text: string): boolean {
  return /Failed to load resource: the server responded with a status of (?:404|412)/.test(text)
}

/** No WCAG 2.2 AA violation on what is shown now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(told).toEqual([])
}
