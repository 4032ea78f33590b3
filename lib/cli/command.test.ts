import { describe, expect, it } from 'vitest'
import { oneOf, readArguments, wholeNumber } from './command.ts'

describe('arguments', () => {
  it('an unknown option is a usage error that names it', () => {
    expect(() => readArguments(['--nope'], {})).toThrow(/--nope/)
  })

  it('a choice outside the list shows the list', () => {
    expect(() => oneOf('--format', 'pdf', ['json', 'table'])).toThrow('--format is json, table; "pdf" is none of them.')
  })

  it.each(['-1', '1.5', 'x', '', '70000', '1e3'])('"%s" is no port', (text) => {
    expect(() => wholeNumber('--port', text, [0, 65535])).toThrow(/whole number/)
  })

  it('bounds count as inside', () => {
    expect(wholeNumber('--port', '0', [0, 65535])).toBe(0)
    expect(wholeNumber('--port', '65535', [0, 65535])).toBe(65535)
  })
})
