import { describe, expect, it } from 'vitest'
import { type ScopeHint, ScopeResolver } from './scope-resolver.ts'

const NOTHING = { account: null, region: null }

function hint(parts: Partial<ScopeHint>): ScopeHint {
  return { given: NOTHING, own: NOTHING, likely: NOTHING, anchor: null, file: 'x/a.json', global: false, ...parts }
}

function regionOf(asked: ScopeHint, ...others: readonly ScopeHint[]): string {
  const resolver = new ScopeResolver()
  const interned = resolver.intern(asked)
  for (const other of others) resolver.intern(other)
  return resolver.resolve(interned).region
}

const told = (region: string, parts: Partial<ScopeHint> = {}) => hint({ own: { account: null, region }, ...parts })

describe('where an element belongs', () => {
  it.each<readonly [what: string, asked: ScopeHint, others: readonly ScopeHint[], region: string]>([
    [
      'what the caller says, whatever the element says',
      told('eu-west-1', { given: { account: null, region: 'us-east-1' } }),
      [],
      'us-east-1',
    ],
    ['what the element says', told('eu-west-1'), [told('us-east-1')], 'eu-west-1'],
    [
      'what its VPC says, before its file',
      hint({ anchor: 'vpc-1' }),
      [told('eu-west-1', { anchor: 'vpc-1', file: 'y/b.json' }), told('us-east-1')],
      'eu-west-1',
    ],
    [
      'what its file says, before its folder',
      hint({}),
      [told('eu-west-1'), told('us-east-1', { file: 'x/b.json' })],
      'eu-west-1',
    ],
    [
      'what its folder says, before the rest',
      hint({}),
      [told('eu-west-1', { file: 'x/b.json' }), told('us-east-1', { file: 'y/b.json' })],
      'eu-west-1',
    ],
    ['what the whole import says', hint({}), [told('eu-west-1', { file: 'y/b.json' })], 'eu-west-1'],
    ['unknown, when these disagree', hint({}), [told('eu-west-1'), told('us-east-1')], 'unknown'],
    [
      'the likely one, before unknown',
      hint({ likely: { account: null, region: 'eu-west-1' } }),
      [told('eu-west-2'), told('us-east-1')],
      'eu-west-1',
    ],
    ['global, for what has no region', hint({ global: true }), [told('eu-west-1')], 'global'],
    ['unknown, when nobody says anything', hint({}), [], 'unknown'],
  ])('is %s', (...[, asked, others, region]) => {
    expect(regionOf(asked, ...others)).toBe(region)
    expect(regionOf(asked, ...others.toReversed())).toBe(region)
  })

  it('answers anew when more has been seen', () => {
    const resolver = new ScopeResolver()
    const asked = resolver.intern(hint({}))
    expect(resolver.resolve(asked).region).toBe('unknown')
    resolver.intern(told('eu-west-1'))
    expect(resolver.resolve(asked).region).toBe('eu-west-1')
  })

  it('keeps one object for equal knowledge', () => {
    const resolver = new ScopeResolver()
    expect(resolver.intern(hint({}))).toBe(resolver.intern(hint({})))
    expect(resolver.intern(hint({}))).not.toBe(resolver.intern(hint({ anchor: 'vpc-1' })))
  })
})
