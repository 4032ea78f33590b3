/** EXP-005 and EXP-006. Source: Elastic Load Balancing user guide, "Load balancer scheme". */

import { describe, expect, it } from 'vitest'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  balancerArn,
  sketchBalanced,
  withBalancers,
} from '../../../testing/sketch-balancers.ts'
import { findingsIn, tell, theFailure } from '../../../testing/tell-findings.ts'

const SHOP = balancerArn('shop')
const groups = (...rules: string[]) => ({
  network: { groups: { ...BALANCED_NETWORK.groups, 'sg-lb': [...rules, 'out all 0.0.0.0/0'] } },
})
const INTERNAL = { scheme: 'internal', nodes: { 'eni-n': { subnet: 'subnet-a', privateIp: '10.0.10.5' } } } as const

describe('EXP-005 internet-facing load balancer', () => {
  it.each<readonly [string, BalancedSketch, string]>([
    ['443, as it is meant', {}, `FAIL ${SHOP} info internet tcp/443`],
    [
      'another port',
      { ...groups('in tcp 8443 0.0.0.0/0'), balancers: { shop: { listeners: ['HTTPS:8443 tg-web'] } } },
      `FAIL ${SHOP} medium internet tcp/8443`,
    ],
    ['a group for one network only', groups('in tcp 443 203.0.113.0/24'), `PASS ${SHOP}`],
    ['a group for another port', groups('in tcp 80 0.0.0.0/0'), `PASS ${SHOP}`],
    ['an internal one', { balancers: { shop: INTERNAL } }, `PASS ${SHOP}`],
    [
      'a network load balancer without groups',
      { balancers: { shop: { kind: 'net', groups: [], listeners: ['TCP:443 tg-web'] } }, ...groups() },
      `FAIL ${balancerArn('shop', 'net')} info`,
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('EXP-005', sketchBalanced(sketch))[0]).toContain(expected)
  })

  it('shows scheme, listener and rule, and has one cause with EXP-001', () => {
    const finding = theFailure('EXP-005', sketchBalanced())
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual([
      '/LoadBalancers/0/Scheme',
      '/Listeners/0',
      '/SecurityGroups/0/IpPermissions/0/IpRanges/0',
    ])
    const all = findingsIn(withBalancers({})).filter(({ status }) => status === 'FAIL')
    const causes = ['EXP-001', 'EXP-005'].map((id) => all.find(({ ruleId }) => ruleId === id)?.rootCauseId)
    expect(causes[0]).toBe(causes[1])
  })

  it('has one cause with EXP-001 also where each port has a rule of its own', () => {
    const listeners = ['HTTP:80 tg-web', 'HTTPS:443 tg-web']
    const sketch = { ...groups('in tcp 443 0.0.0.0/0', 'in tcp 80 0.0.0.0/0'), balancers: { shop: { listeners } } }
    const causes = ['EXP-001', 'EXP-005'].map((rule) => theFailure(rule, sketchBalanced(sketch)).rootCauseId)
    expect(causes[0]).toBe(causes[1])
  })

  it.each(['LoadBalancers', 'Listeners', 'SecurityGroups'] as const)(
    'is not evaluated when %s were not collected',
    (key) => {
      expect(tell('EXP-005', { ...withBalancers({}), missing: [key] })[0]).toMatch(/^NOT_EVALUATED/)
    },
  )
})

describe('EXP-006 load balancer in the wrong subnet', () => {
  const at = (scheme: 'internal' | 'internet-facing', subnet: string) =>
    sketchBalanced({ balancers: { shop: { scheme, nodes: { 'eni-n': { subnet, privateIp: '10.0.0.77' } } } } })

  it('fails for a facing one in a private subnet and an internal one in a public subnet, and passes the others', () => {
    expect(tell('EXP-006', at('internet-facing', 'subnet-a'))).toEqual([`FAIL ${SHOP} low none`])
    expect(tell('EXP-006', at('internal', 'subnet-1'))).toEqual([`FAIL ${SHOP} low none`])
    expect(tell('EXP-006', at('internet-facing', 'subnet-1'))).toEqual([`PASS ${SHOP}`])
    expect(tell('EXP-006', at('internal', 'subnet-a'))).toEqual([`PASS ${SHOP}`])
  })

  it('names the subnet and keeps the others', () => {
    const nodes = {
      'eni-n': { subnet: 'subnet-1', privateIp: '10.0.0.77' },
      'eni-m': { subnet: 'subnet-b', privateIp: '10.0.11.77' },
    }
    const finding = theFailure('EXP-006', sketchBalanced({ balancers: { shop: { nodes } } }))
    expect(finding.title).toBe('Internet-facing load balancer shop stands in a private subnet')
    expect(finding.related).toContainEqual({ role: 'subnet', id: 'subnet-b' })
    expect(finding.remediation.cli[0]).toContain('--subnets subnet-1 ')
  })

  it.each(['Subnets', 'RouteTables'] as const)('is not evaluated when %s were not collected', (key) => {
    expect(tell('EXP-006', { ...withBalancers({}), missing: [key] })).toContain(`NOT_EVALUATED ${SHOP}`)
  })
})
