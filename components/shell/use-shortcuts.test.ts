import { describe, expect, it } from 'vitest'
import { shortcutFor } from './use-shortcuts.ts'

const actions = { find: () => undefined, map: () => undefined, gaps: () => undefined, next: () => undefined }
const shortcuts = { '/': actions.find, n: actions.next, 'g m': actions.map, 'g g': actions.gaps }

const second = (key: string, after = 300) => shortcutFor(shortcuts, { key: 'g', at: 1000 }, { key, at: 1000 + after })

describe('a key on the page', () => {
  it('does at once what it does alone', () => {
    expect(shortcutFor(shortcuts, null, { key: '/', at: 0 })).toBe(actions.find)
    expect(shortcutFor(shortcuts, null, { key: 'g', at: 0 })).toBeNull()
    expect(shortcutFor(shortcuts, null, { key: 'x', at: 0 })).toBeNull()
  })

  it('is the second of two when it follows soon', () => {
    expect(second('m')).toBe(actions.map)
    expect(second('g')).toBe(actions.gaps)
    expect(second('m', 1199)).toBe(actions.map)
    expect(second('m', 1200)).toBeNull()
  })

  it('does what it does alone after a first key it does not belong to', () => {
    expect(second('n')).toBe(actions.next)
  })
})
