import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shell, shellQuote } from './shell-quote.ts'

describe('shellQuote', () => {
  it.each([
    ['sg-00000001', 'sg-00000001'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['', "''"],
    ['two words', "'two words'"],
    ["it's", String.raw`'it'\''s'`],
    ['$(id)', "'$(id)'"],
    ['a\nb\u0007', "'a?b?'"],
    ['<bucket ARN>', "'<bucket ARN>'"],
  ])('writes %j as %s', (text, quoted) => {
    expect(shellQuote(text)).toBe(quoted)
  })

  it('is one word, with that text, to a shell', () => {
    const printable = fc.array(fc.string({ unit: 'grapheme-ascii' }), { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(printable, (texts) => {
        const script = `printf '%s\\n' ${texts.map(shellQuote).join(' ')}`
        expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(
          texts.map((each) => `${each}\n`).join(''),
        )
      }),
      { numRuns: 20 },
    )
  })
})

describe('shell', () => {
  it('names no Region that nobody knows, and leaves the word where it means something else', () => {
    expect(shell`aws ec2 describe-vpcs --region ${'unknown'} --vpc-ids ${'vpc-1'}`).toBe(
      'aws ec2 describe-vpcs --vpc-ids vpc-1',
    )
    expect(shell`aws ec2 describe-trails --region ${'unknown'}`).toBe('aws ec2 describe-trails')
    expect(shell`aws ec2 x --group-name ${'unknown'}`).toBe('aws ec2 x --group-name unknown')
  })

  it('quotes every value, and each of a list', () => {
    expect(shell`aws ec2 x --ids ${['a', 'b c']} --number ${7} --region ${'r;s'}`).toBe(
      "aws ec2 x --ids a 'b c' --number 7 --region 'r;s'",
    )
  })
})
