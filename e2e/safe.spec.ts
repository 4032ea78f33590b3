/** Safe from the first day: the running server, asked as an attacker would. */

import { request as plainRequest } from 'node:http'
import { expect, test } from '@playwright/test'

const PATHS = ['/', '/s/unknown', '/api/snapshots', '/nowhere', '/_next/static/nowhere.js', '/healthz']

for (const path of PATHS) {
  test(`${path} carries the security headers`, async ({ request }) => {
    const headers = (await request.get(path)).headers()
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe-')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['permissions-policy']).toBeTruthy()
    expect(headers['x-powered-by']).toBeUndefined()
  })

  test(`${path} refuses a foreign Host`, async ({ baseURL }) => {
    expect(await statusFor(new URL(path, baseURL), { host: 'evil.example' })).toBe(421)
  })
}

test('an unsafe verb from another site is refused, with no origin and with a null one', async ({ request }) => {
  const foreign = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, {}]
  for (const headers of foreign) {
    const answer = await request.post('/api/snapshots', { headers, data: { source: 'sample' } })
    expect(answer.status()).toBe(403)
  }
})

test('health says nothing but that it is well', async ({ request }) => {
  for (const path of ['/healthz', '/readyz']) {
    const body = await (await request.get(path)).text()
    expect(body.length).toBeLessThan(32)
    expect(body).not.toMatch(/\d+\.\d+/)
  }
})

/** Node's own client, which sends the Host it is told to. */
function statusFor(url: URL, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = plainRequest(url, { headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}
