import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMarked, jsonLines, pointerWithin } from './json-lines.ts'

const shown = (value: unknown) =>
  jsonLines(value).map(({ depth, key, text }) => `${'  '.repeat(depth)}${key === null ? '' : `${key}: `}${text}`)

/** Put the commas back and read it again: what is shown must be what was stored. */
function readBack(value: unknown): unknown {
  const lines = jsonLines(value)
  const text = lines
    .map((line, index) => {
      const next = lines[index + 1]
      const comma = line.kind !== 'open' && next !== undefined && next.kind !== 'close' ? ',' : ''
      return `${line.key === null ? '' : `${line.key}:`}${line.text}${comma}`
    })
    .join('\n')
  return JSON.parse(text)
}

describe('jsonLines', () => {
  it('lays an element out as a person would', () => {
    expect(shown({ GroupId: 'sg-1', IpPermissions: [{ FromPort: 22 }], Tags: [] })).toEqual([
      '{',
      '  "GroupId": "sg-1"',
      '  "IpPermissions": [',
      '    {',
      '      "FromPort": 22',
      '    }',
      '  ]',
      '  "Tags": []',
      '}',
    ])
  })

  it('leaves nothing out and changes nothing, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const stored: unknown = JSON.parse(JSON.stringify(value))
        expect(readBack(stored)).toEqual(stored)
      }),
    )
  })

  it('gives each line the RFC 6901 pointer of its value', () => {
    const lines = jsonLines({ 'a/b': [{ 'c~d': true }] })
    expect(lines.find(({ text }) => text === 'true')?.pointer).toBe('/a~1b/0/c~0d')
  })
})

describe('pointerWithin', () => {
  it.each([
    ['/SecurityGroups/3', '/SecurityGroups/3/IpPermissions/0', '/IpPermissions/0'],
    ['/SecurityGroups/3', '/SecurityGroups/3', ''],
    ['/SecurityGroups/3', '/SecurityGroups/31/IpPermissions', null],
    ['/SecurityGroups/3', '/RouteTables/0', null],
  ])('%s holds %s at %s', (base, pointer, within) => {
    expect(pointerWithin(base, pointer)).toBe(within)
  })
})

describe('isMarked', () => {
  it('marks the value and all its parts, not its neighbours', () => {
    const lines = jsonLines({ a: { b: 1 }, ab: 2 })
    expect(lines.filter((line) => isMarked(line, '/a')).map(({ pointer }) => pointer)).toEqual(['/a', '/a/b', '/a'])
    expect(lines.some((line) => isMarked(line, null))).toBe(false)
  })
})
