import { describe, expect, it } from 'vitest'
import { findingOf } from '../testing/finding-of.ts'
import { exposureByResource, worstByResource } from './badges.ts'

const critical = findingOf({
  related: [
    { role: 'exposed', id: 'eni-1' },
    { role: 'internet-gateway', id: 'igw-1' },
  ],
})
const low = findingOf({
  id: 'f-2',
  severity: { base: 'low', effective: 'low', why: [] },
  exposure: { level: 'none', path: [] },
  related: [{ role: 'exposed', id: 'eni-1' }],
})

describe('badges', () => {
  it('a resource wears its worst severity and the number of its findings, in either order', () => {
    for (const findings of [
      [critical, low],
      [low, critical],
    ]) {
      expect(worstByResource(findings).get('eni-1')).toEqual({ worst: 'critical', count: 2 })
    }
  })

  it('a gateway a path merely passes wears none', () => {
    expect(worstByResource([critical]).has('igw-1')).toBe(false)
  })

  it('what passed or was not evaluated wears none', () => {
    const others = [findingOf({ status: 'PASS' }), findingOf({ status: 'NOT_EVALUATED' })]
    expect(worstByResource(others).size).toBe(0)
    expect(exposureByResource(others).size).toBe(0)
  })

  it('exposure is the widest; unknown ranks above internal, below the internet', () => {
    const unknown = findingOf({ exposure: { level: 'unknown', path: [] }, related: [{ role: 'exposed', id: 'eni-1' }] })
    expect(exposureByResource([low, unknown]).get('eni-1')).toBe('unknown')
    expect(exposureByResource([unknown, critical, low]).get('eni-1')).toBe('internet')
  })
})
