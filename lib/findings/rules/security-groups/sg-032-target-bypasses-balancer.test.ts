import { describe, expect, it } from 'vitest'
import { BALANCED_NETWORK, withBalancers } from '../../../testing/sketch-balancers.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const shop = { shop: { groups: ['sg-lb'] } }
const network = (web: readonly string[]) =>
  withBalancers({ network: { groups: { ...BALANCED_NETWORK.groups, 'sg-web': web } }, balancers: shop })
const told = (sketch: Parameters<typeof tell>[1]) => tell('SG-032', sketch).filter((line) => line.includes('sg-web'))

// Source: ELB guide, "Security groups for your Application Load Balancer".
describe('SG-032 target can be reached past its load balancer', () => {
  it.each([
    ['the group of the load balancer', ['in tcp 8080 sg-lb'], 'PASS sg-web'],
    ['the subnet of the load balancer', ['in tcp 8080 10.0.0.0/24'], 'PASS sg-web'],
    ['itself', ['in tcp 8080 sg-web'], 'PASS sg-web'],
    ['another port from elsewhere', ['in tcp 8080 sg-lb', 'in tcp 22 10.0.0.0/8'], 'PASS sg-web'],
    ['the VPC', ['in tcp 8080 10.0.0.0/16'], 'FAIL sg-web medium none tcp/8080'],
    ['another group', ['in tcp 8080 sg-client'], 'FAIL sg-web medium none tcp/8080'],
    ['all protocols', ['in all 10.0.0.0/16'], 'FAIL sg-web medium none tcp/8080'],
    ['a list without entries', ['in tcp 8080 pl-1'], 'NOT_EVALUATED sg-web'],
  ])('admits %s', (_, rules, expected) => {
    expect(told(network(rules))).toEqual([expected])
  })

  it('is not evaluated where load balancers or targets were not collected', () => {
    const sketch = network(['in tcp 8080 10.0.0.0/16'])
    expect(told({ ...sketch, missing: ['TargetGroups'] })).toEqual(['NOT_EVALUATED sg-web'])
    expect(told({ ...sketch, missing: ['LoadBalancers'] })).toEqual(['NOT_EVALUATED sg-web'])
  })

  it('names the load balancer, and takes away only what leads past it', () => {
    const finding = theFailure('SG-032', network(['in tcp 8080 sg-lb', 'in tcp 8080 10.0.0.0/16']))
    expect(finding.title).toContain('past shop')
    expect(finding.evidence.map(({ excerpt }) => excerpt)).toEqual(['tcp/8080 from 10.0.0.0/16'])
    expect(finding.remediation.cli[0]).not.toContain('sg-lb')
  })
})
