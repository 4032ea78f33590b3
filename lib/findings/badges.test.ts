import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import { exposureByResource, worstByResource } from './badges.ts'

const critical = findingOf({
  related: [
    { role: 'exposed-interface', id: 'eni-1' },
    { role: 'internet-gateway', id: 'igw-1' },
  ],
})
const low = findingOf({
  id: 'f-2',
  severity: { base: 'low', effective: 'low', why: [] },
  exposure: { level: 'none', path: [] },
  related: [{ role: 'exposed-interface', id: 'eni-1' }],
})

describe('badges', () => {
  it('a resource wears its worst severity and the number of its findings, in either order', () => {
    for (const findings of [
      [critical, low],
      [low, critical],
    ]) {
      expect(worstByResource(findings).get('eni-1')).toMatchObject({ worst: 'critical', count: 2 })
    }
  })

  it('a gateway a path merely passes wears none', () => {
    expect(worstByResource([critical]).has('igw-1')).toBe(false)
  })

  it.each([
    ['security-group', ['eni-1', 'i-1', 'sg-1']],
    ['network-acl', ['sg-1', 'subnet-1']],
    ['route-table', ['sg-1', 'subnet-1']],
    ['vpc', ['sg-1']],
  ])('a finding on a %s badges what it is about and nothing its path passes', (type, ids) => {
    const finding = findingOf({
      resource: { ...findingOf().resource, type },
      related: [
        { role: 'exposed-interface', id: 'eni-1' },
        { role: 'instance', id: 'i-1' },
        { role: 'subnet', id: 'subnet-1' },
        { role: 'vpc', id: 'vpc-1' },
        { role: 'internet-gateway', id: 'igw-1' },
      ],
    })
    expect([...worstByResource([finding]).keys()].toSorted()).toEqual(ids)
  })

  it('what passed or was not evaluated wears none', () => {
    const others = [findingOf({ status: 'PASS' }), findingOf({ status: 'NOT_EVALUATED' })]
    expect(worstByResource(others).size).toBe(0)
    expect(exposureByResource(others).size).toBe(0)
  })

  it('exposure is the widest; unknown ranks above internal, below the internet', () => {
    const unknown = findingOf({
      exposure: { level: 'unknown', path: [] },
      related: [{ role: 'exposed-interface', id: 'eni-1' }],
    })
    expect(exposureByResource([low, unknown]).get('eni-1')).toBe('unknown')
    expect(exposureByResource([unknown, critical, low]).get('eni-1')).toBe('internet')
  })
})
