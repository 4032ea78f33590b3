import { describe, expect, it } from 'vitest'
import { AppError, ERROR_CODES } from '../errors/app-error.ts'
import { errorFields, jsonLog } from './log.ts'
import { rateLimiter } from './rate-limiter.ts'
import { recentlyUsed } from './recently-used.ts'
import { errorBody, respondError, respondSvg, statusOf } from './respond.ts'
import { equalHash, newId, newSecret, sha256 } from './tokens.ts'

describe('an error as it is answered', () => {
  it('is told with its place and remedy when it was expected', async () => {
    const error = new AppError('import-truncated', 'It ends early.', {
      file: 'a.json',
      pointer: '/Vpcs',
      remedy: 'Again.',
    })
    const response = respondError(error, 'ref')
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({
      error: {
        code: 'import-truncated',
        message: 'It ends early.',
        remedy: 'Again.',
        place: { file: 'a.json', pointer: '/Vpcs' },
        reference: 'ref',
      },
    })
  })

  it.each([
    new Error('password=hunter2'),
    'password=hunter2',
    null,
    { message: 'password=hunter2' },
    new TypeError('x'),
  ])('is told without a word of its own when it was not', (error) => {
    const body = errorBody(error, 'ref')
    expect(body.error).toMatchObject({ code: 'internal', reference: 'ref' })
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  it('is known by its shape when its class was loaded twice, and only with a code of ours', () => {
    const twin = Object.assign(new Error('m'), { name: 'AppError', code: 'not-found', remedy: null, place: {} })
    expect(errorBody(twin, 'r').error.code).toBe('not-found')
    expect(errorBody(Object.assign(new Error('m'), { name: 'AppError', code: 'EACCES' }), 'r').error.code).toBe(
      'internal',
    )
  })

  it('has a status a client can act on, for every code there is', () => {
    for (const code of ERROR_CODES) {
      expect(statusOf(code), code).toBeGreaterThanOrEqual(400)
      expect(statusOf(code), code).toBeLessThan(600)
    }
    expect(respondError(new AppError('rate-limited', 'x'), 'r').headers.get('retry-after')).toBe('60')
  })
})

it('a picture is a download, never a page', () => {
  expect(respondSvg('<svg/>').headers.get('content-disposition')).toMatch(/^attachment;/)
})

describe('the log', () => {
  it('is one JSON object a line, whatever is in it', () => {
    const lines: string[] = []
    const log = jsonLog(
      (text) => lines.push(text),
      () => new Date('2026-11-23T10:00:00.000Z'),
    )
    log({ level: 'info', event: 'x', text: 'a\nb\u2028c' })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.split('\n')).toHaveLength(2)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '2026-11-23T10:00:00.000Z',
      level: 'info',
      event: 'x',
      text: 'a\nb\u2028c',
    })
  })

  it('has the causes of an error', () => {
    const error = new AppError('storage-failed', 'No.', { cause: new Error('disk I/O error', { cause: 'EIO' }) })
    expect(errorFields(error).message).toBe('AppError: No.; caused by Error: disk I/O error; caused by EIO')
  })
})

describe('the rate limiter', () => {
  const limiter = () => {
    let ms = 0
    return { limiter: rateLimiter(() => new Date(ms)), wait: (by: number) => (ms += by) }
  }
  const rate = { limit: 2, windowMs: 1000 }

  it('lets so many through in a window, and as many in the next', () => {
    const { limiter: taken, wait } = limiter()
    taken.take('a', rate)
    taken.take('a', rate)
    expect(() => taken.take('a', rate)).toThrowError(expect.objectContaining({ code: 'rate-limited' }))
    taken.take('b', rate)
    wait(999)
    expect(() => taken.take('a', rate)).toThrow()
    wait(1)
    taken.take('a', rate)
  })

  it('remembers a bounded number of keys', () => {
    const { limiter: taken } = limiter()
    taken.take('first', { limit: 1, windowMs: 1000 })
    for (let index = 0; index < 10_000; index++) taken.take(`key ${index}`, rate)
    expect(() => taken.take('first', { limit: 1, windowMs: 1000 })).not.toThrow()
  })
})

it('what was used the longest ago is forgotten first', () => {
  const cache = recentlyUsed<number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  cache.get('a')
  cache.set('c', 3)
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3])
})

it('what is heavy is kept alone, and the newest is always kept', () => {
  const cache = recentlyUsed<string>(10, { weightMax: 5, weigh: ({ length }) => length })
  cache.set('a', 'xx')
  cache.set('b', 'xxx')
  expect([cache.get('a'), cache.get('b')]).toEqual(['xx', 'xxx'])
  cache.set('c', 'x')
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 'xxx', 'x'])
  cache.set('d', 'x'.repeat(100))
  expect([cache.get('b'), cache.get('c'), cache.get('d')?.length]).toEqual([undefined, undefined, 100])
})

describe('tokens', () => {
  it('are long, of URL characters, and never the same', () => {
    const ids = new Set(Array.from({ length: 1000 }, newId))
    const secrets = new Set(Array.from({ length: 1000 }, newSecret))
    expect([ids.size, secrets.size]).toEqual([1000, 1000])
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
    for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('equal only what is equal; nothing equals nothing', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(equalHash(sha256('a'), sha256('a'))).toBe(true)
    expect(equalHash(sha256('a'), sha256('b'))).toBe(false)
    expect(equalHash('', null)).toBe(false)
    expect(equalHash('short', 'a longer one')).toBe(false)
  })
})
