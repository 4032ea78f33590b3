import { describe, expect, it } from 'vitest'
import { requireSameSite } from './same-site.ts'

const OWN = 'http://127.0.0.1:3000'
const PAGE = { 'sec-fetch-site': 'same-origin', 'x-portolan-request': '1' }

const answer = (method: string, headers: Readonly<Record<string, string>>) => {
  try {
    requireSameSite(method, new Headers({ host: '127.0.0.1:3000', ...headers }))
    return 'goes through'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('a request that reads', () => {
  it.each([
    ['from our page', { 'sec-fetch-site': 'same-origin' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['of a script that says nothing', {}],
    ['that names our origin', { origin: OWN }],
  ])('%s goes through', (_whose, headers) => expect(answer('GET', headers)).toBe('goes through'))

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine, which is the same site and not ours', { 'sec-fetch-site': 'same-site' }],
    ['of a kind nobody knows yet', { 'sec-fetch-site': 'same-galaxy' }],
    ['that names another origin', { origin: 'http://evil.example' }],
    ['of a sandboxed frame', { origin: 'null' }],
    [
      'that names another origin and calls it its own',
      { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
    ],
    ['that names our host with another port', { origin: 'http://127.0.0.1:3001' }],
    ['whose origin only begins like ours', { origin: `${OWN}0` }],
  ])('%s is refused', (_whose, headers) => expect(answer('GET', headers)).toBe('cross-site-request'))
})

describe('a request that changes something', () => {
  it.each([
    ['from our page', PAGE],
    ['of an old browser that names our origin', { origin: OWN, 'x-portolan-request': '1' }],
    ['over TLS', { origin: 'https://127.0.0.1:3000', 'x-portolan-request': '1' }],
    [
      'behind a proxy that tells our name',
      { origin: 'https://charts.example.org', 'x-forwarded-host': 'charts.example.org', 'x-portolan-request': '1' },
    ],
  ])('%s goes through', (_whose, headers) => expect(answer('POST', headers)).toBe('goes through'))

  it.each([
    ['that proves nothing', { 'x-portolan-request': '1' }],
    ['that a form could send', { 'sec-fetch-site': 'same-origin' }],
    ['with our header set to something else', { ...PAGE, 'x-portolan-request': 'true' }],
    ['typed into the address bar', { ...PAGE, 'sec-fetch-site': 'none' }],
    ['of another site', { ...PAGE, 'sec-fetch-site': 'cross-site' }],
    ['of another site that names our origin', { ...PAGE, 'sec-fetch-site': 'cross-site', origin: OWN }],
    ['of the same site that names our origin', { ...PAGE, 'sec-fetch-site': 'same-site', origin: OWN }],
    ['of another origin', { ...PAGE, origin: 'http://evil.example' }],
  ])('%s is refused', (_whose, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(answer(method, headers)).toBe('cross-site-request')
  })
})
