import { describe, expect, it } from 'vitest'
import { readPage, readSceneQuestion, readTheme } from './scene-question.ts'

const read = (query: string) => readSceneQuestion(new URLSearchParams(query))

describe('the question about a scene', () => {
  it('is about everything when nothing is said', () => {
    expect(read('')).toEqual({ levels: [], reveal: [], scope: null })
    expect(read('levels=&reveal=&scope=')).toEqual({ levels: [], reveal: [], scope: null })
  })

  it('reads what the screen writes, ids with colons, commas and slashes included', () => {
    const arn = 'arn:aws:rds:eu-west-1:111122223333:db:a,b/c%'
    const query = new URLSearchParams({
      levels: [`${encodeURIComponent(arn)}:full`, 'vpc-1:chip'].join(','),
      reveal: ['i-2', 'i-1', encodeURIComponent(arn), 'i-1'].join(','),
      scope: 'vpc-1',
    })
    expect(readSceneQuestion(query)).toEqual({
      levels: [
        [arn, 'full'],
        ['vpc-1', 'chip'],
      ],
      reveal: [arn, 'i-1', 'i-2'],
      scope: 'vpc-1',
    })
  })

  it('is the same question in whatever order it is asked', () => {
    expect(read('levels=b:chip,a:full&reveal=y,x')).toEqual(read('reveal=x,y&levels=a:full,b:chip'))
  })

  it.each([
    'levels=vpc-1',
    'levels=vpc-1:huge',
    'levels=:chip',
    'levels=%25E0%25A4:chip',
    `reveal=${'x'.repeat(2049)}`,
    `reveal=${Array.from({ length: 1001 }, (_, index) => index).join(',')}`,
    `scope=${'x'.repeat(2049)}`,
  ])('refuses %.40s', (query) => {
    expect(() => read(query)).toThrowError(expect.objectContaining({ code: 'bad-request' }))
  })
})

describe('the page of a table', () => {
  it('has its defaults', () => {
    expect(readPage(new URLSearchParams())).toEqual({ offset: 0, limit: 200, text: '' })
  })

  it.each(['offset=-1', 'offset=1.5', 'limit=0', 'limit=1001', 'limit=x', 'limit=1e2', `q=${'x'.repeat(501)}`])(
    'refuses %.20s',
    (query) => {
      expect(() => readPage(new URLSearchParams(query))).toThrowError(expect.objectContaining({ code: 'bad-request' }))
    },
  )
})

it('a theme is light or dark', () => {
  expect(readTheme(new URLSearchParams())).toBe('light')
  expect(() => readTheme(new URLSearchParams('theme=blue'))).toThrowError(
    expect.objectContaining({ code: 'bad-request' }),
  )
})
