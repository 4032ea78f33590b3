import { describe, expect, it } from 'vitest'
import { terraformComment, terraformString } from './terraform-string.ts'

describe('terraformString', () => {
  it.each([
    ['vpc-1', '"vpc-1"'],
    ['a"b', String.raw`"a\"b"`],
    [String.raw`a\b`, String.raw`"a\\b"`],
    [`\${x}`, `"$\${x}"`],
    ['%{if x}', '"%%{if x}"'],
    ['$$', '"$$"'],
    ['a\nb', '"a?b"'],
  ])('writes %j as %s', (text, written) => {
    expect(terraformString(text)).toBe(written)
  })
})

describe('terraformComment', () => {
  it('stays on its line', () => {
    expect(terraformComment('a\nresource')).toBe('# a?resource')
  })
})
