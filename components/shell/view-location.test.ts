import { describe, expect, it } from 'vitest'
import { readGuestFragment } from './view-location.ts'

describe('readGuestFragment', () => {
  it.each([
    ['a fresh link', '#c2VjcmV0-_x', { secret: 'c2VjcmV0-_x', search: '' }],
    ['a link in use', '#c2VjcmV0?v=1&sel=i-1', { secret: 'c2VjcmV0', search: 'v=1&sel=i-1' }],
    ['a view with a question mark in it', '#abc?v=1&q=a?b', { secret: 'abc', search: 'v=1&q=a?b' }],
    ['no fragment', '', { secret: '', search: '' }],
    ['a bare hash', '#', { secret: '', search: '' }],
  ])('reads %s', (_name, hash, expected) => {
    expect(readGuestFragment(hash)).toEqual(expected)
  })
})
