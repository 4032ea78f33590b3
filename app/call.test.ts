import { afterEach, describe, expect, it, vi } from 'vitest'
import { RequestFailed } from '../components/shell/workspace-api.ts'
import { sceneParameters } from './api-client.ts'
import { call, readProblem } from './call.ts'

afterEach(() => vi.unstubAllGlobals())

function answering(status: number, body: unknown): { readonly requests: RequestInit[] } {
  const requests: RequestInit[] = []
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    requests.push(init)
    return new Response(status === 204 ? null : JSON.stringify(body), { status })
  })
  return { requests }
}

describe('call', () => {
  it('marks every unsafe request as ours, and leaves reading unmarked', async () => {
    const { requests } = answering(204, null)
    await call('/api/shares/1', { method: 'DELETE' })
    await call('/api/snapshots')
    expect(requests.map(({ headers }) => headers)).toEqual([{ 'x-portolan-request': '1' }, {}])
  })

  it('throws what the server said, with its remedy and place', async () => {
    const error = {
      code: 'import-not-json',
      message: 'Not JSON.',
      remedy: 'Use --output json.',
      place: { file: 'a.txt' },
    }
    answering(422, { error })
    const failure = await call('/api/imports').catch((cause: unknown) => cause)
    expect(failure).toBeInstanceOf(RequestFailed)
    expect(failure).toMatchObject({ problem: { code: 'import-not-json', remedy: 'Use --output json.', file: 'a.txt' } })
  })

  it('says that the server does not answer, rather than what the browser calls it', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(call('/api/snapshots')).rejects.toThrow('The server does not answer.')
  })

  it('lets an abort through as it is, so that nobody reports it', async () => {
    const controller = new AbortController()
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('Aborted', 'AbortError')))
    controller.abort()
    await expect(call('/api/snapshots', { signal: controller.signal })).rejects.toThrow('Aborted')
  })
})

describe('readProblem', () => {
  it.each([
    ['a proxy page', null],
    ['a list', []],
    ['an error that is a word', { error: 'bad' }],
    ['an error of wrong types', { error: { code: 7, message: [], place: 'here' } }],
  ])('makes a sentence of %s', (_name, body) => {
    expect(readProblem(body, 502)).toMatchObject({
      code: 'internal',
      message: 'The server answered 502 without saying why.',
    })
  })
})

describe('sceneParameters', () => {
  it('asks for nothing when nothing is set', () => {
    expect(sceneParameters({ levels: {}, reveal: [], scope: null })).toBe('')
  })

  it('keeps ids with separators in one piece', () => {
    const query = new URLSearchParams(
      sceneParameters({ levels: { 'az:vpc-1:a,b': 'chip' }, reveal: ['x,y', 'z'], scope: 'vpc-1' }),
    )
    expect(query.get('levels')).toBe('az%3Avpc-1%3Aa%2Cb:chip')
    expect(query.get('reveal')?.split(',').map(decodeURIComponent)).toEqual(['x,y', 'z'])
    expect(query.get('scope')).toBe('vpc-1')
  })
})
