import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import type { Finding } from './finding.ts'
import { parseWaivers } from './parse-waivers.ts'
import { applyWaivers, scopeText, type Waiver } from './waivers.ts'

const TODAY = '2026-05-04'
const waiver = (parts: object): Waiver => parseWaivers([{ reason: 'agreed', ...parts }])[0] as Waiver
const apply = (parts: object, finding: Finding = findingOf()) => applyWaivers([finding], [waiver(parts)], TODAY)

describe('what a waiver chooses', () => {
  const arn = 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1'
  const finding = findingOf({
    resource: { ...findingOf().resource, arn, tags: { team: 'shop', Env: 'test' } },
  })

  it.each<[string, object, boolean]>([
    ['the finding itself', { finding: 'f-1' }, true],
    ['another finding', { finding: 'f-2' }, false],
    ['its rule', { rule: 'SG-003' }, true],
    ['another rule', { rule: 'SG-004' }, false],
    ['its resource by id', { resource: 'sg-1' }, true],
    ['its resource by ARN, as reports print it', { resource: arn }, true],
    ['a part of its id is no choice', { resource: 'sg-' }, false],
    ['its display name is no choice: names change', { resource: 'bastion' }, false],
    ['rule and resource both', { rule: 'SG-003', resource: 'sg-1' }, true],
    ['the rule on another resource', { rule: 'SG-003', resource: 'sg-2' }, false],
    ['a tag it carries', { tag: { key: 'team', value: 'shop' } }, true],
    ['a tag of another value', { tag: { key: 'team', value: 'shops' } }, false],
    ['a tag it lacks', { tag: { key: 'owner', value: 'shop' } }, false],
  ])('%s', (_, parts, covered) => {
    const { mutes, unused } = applyWaivers([finding], [waiver(parts)], TODAY)
    expect([mutes.has('f-1'), unused.length]).toEqual([covered, covered ? 0 : 1])
  })

  it('never a pass nor what could not be told', () => {
    const others = [findingOf({ status: 'PASS' }), findingOf({ status: 'NOT_EVALUATED' })]
    expect(applyWaivers(others, [waiver({ rule: 'SG-003' })], TODAY).mutes.size).toBe(0)
  })

  it('one of several that holds is enough', () => {
    const both = [waiver({ rule: 'SG-003', until: '2026-01-01' }), waiver({ finding: 'f-1' })]
    const { mutes, lapsed } = applyWaivers([findingOf()], both, TODAY)
    expect(mutes.get('f-1')).toEqual({ by: null, reason: 'agreed', until: null, scope: 'finding f-1' })
    expect(lapsed).toEqual([])
  })
})

describe('a finding about several alike resources', () => {
  const finding = findingOf({
    resource: { ...findingOf().resource, id: 'eni-1', type: 'network-interface', tags: { team: 'shop' } },
    related: ['eni-1', 'eni-2'].map((id) => ({ role: 'interface', id })),
  })

  it.each([{ resource: 'eni-1' }, { rule: 'SG-003', resource: 'eni-2' }, { tag: { key: 'team', value: 'shop' } }])(
    'is not waived by one of them: %j',
    (parts) => {
      const { mutes, lapsed, unused } = apply(parts, finding)
      expect(mutes.size).toBe(0)
      expect(lapsed).toEqual([
        { finding: 'f-1', why: 'It names one of 2 resources the finding is about; name the finding.' },
      ])
      expect(unused).toEqual([])
    },
  )

  it('is waived by its id and by its rule', () => {
    expect(apply({ finding: 'f-1' }, finding).mutes.size).toBe(1)
    expect(apply({ rule: 'SG-003' }, finding).mutes.size).toBe(1)
  })
})

describe('when a waiver ends', () => {
  it.each([
    ['2026-05-04', true],
    ['2026-05-03', false],
    ['2027-01-01', true],
  ])('until %s', (until, holds) => {
    const { mutes, lapsed, unused } = apply({ finding: 'f-1', until })
    expect(mutes.has('f-1')).toBe(holds)
    expect(lapsed).toEqual(holds ? [] : [{ finding: 'f-1', why: `It ended on ${until}.` }])
    expect(unused).toEqual([])
  })

  const accepts = { exposure: 'corporate', ports: ['tcp/22'] }

  it.each<[string, Partial<Finding>, string | null]>([
    ['as it was accepted', { exposure: { level: 'corporate', path: [] } }, null],
    ['shut further', { exposure: { level: 'none', path: [] }, ports: [] }, null],
    [
      'wider',
      { exposure: { level: 'internet', path: [] } },
      'It was accepted while corporate could reach it; now it is internet.',
    ],
    [
      'not known',
      { exposure: { level: 'unknown', path: [] } },
      'It was accepted while corporate could reach it; now it is unknown.',
    ],
    [
      'on another port',
      { exposure: { level: 'corporate', path: [] }, ports: ['tcp/22', 'tcp/3389'] },
      'It was accepted for tcp/22; now it has tcp/3389.',
    ],
  ])('%s', (_, parts, why) => {
    const { mutes, lapsed } = apply({ finding: 'f-1', accepts }, findingOf(parts))
    expect(mutes.has('f-1')).toBe(why === null)
    expect(lapsed.map((each) => each.why)).toEqual(why === null ? [] : [why])
  })
})

describe('parseWaivers', () => {
  it.each<[string, unknown, string]>([
    ['no reason', { waivers: [{ finding: 'f-1' }] }, '/waivers/0/reason'],
    ['an empty reason', { waivers: [{ finding: 'f-1', reason: '' }] }, '/waivers/0/reason'],
    ['nothing chosen', { waivers: [{ reason: 'x' }] }, 'must name a finding, a rule, a resource or a tag'],
    ['a day that is none', { waivers: [{ rule: 'SG-003', reason: 'x', until: 'soon' }] }, '/waivers/0/until'],
    ['a misspelt field', { waivers: [{ rules: 'SG-003', reason: 'x' }] }, '/waivers/0'],
    ['a rule that is none', { waivers: [{ rule: 'sg3', reason: 'x' }] }, '/waivers/0/rule'],
    ['a text', 'waive all', 'the file'],
    ['nothing', null, 'the file'],
  ])('refuses %s and points at it', (_, input, place) => {
    expect(() => parseWaivers(input)).toThrow(place)
  })

  it('takes the bare list too', () => {
    expect(parseWaivers([{ rule: 'SG-003', reason: 'x' }])).toEqual(
      parseWaivers({ waivers: [{ rule: 'SG-003', reason: 'x' }] }),
    )
  })

  it.each<[object, string]>([
    [{ finding: 'f-1' }, 'finding f-1'],
    [{ rule: 'SG-003', resource: 'sg-1' }, 'SG-003 on sg-1'],
    [{ tag: { key: 'env', value: 'test' } }, 'every rule on tag env=test'],
  ])('%j reads as %s', (parts, text) => {
    expect(scopeText(waiver(parts))).toBe(text)
  })
})
