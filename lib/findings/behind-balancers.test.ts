/** What is open on a target is open to whoever gets through its load balancer. Source: ELB guides, "Target groups". */

import { describe, expect, it } from 'vitest'
import { BALANCED_NETWORK, type BalancedSketch, balancerArn, sketchBalanced } from '../testing/sketch-balancers.ts'
import { evaluate } from './evaluate.ts'
import type { Finding } from './finding.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

/** The targets take SSH, or Redis, from everywhere, and have no public address. */
function groupsWith(rule: string) {
  return { ...BALANCED_NETWORK.groups, 'sg-web': [rule, 'out all 0.0.0.0/0'] }
}

function failureOf(ruleId: string, sketch: BalancedSketch): Finding {
  const { findings } = evaluate(sketchBalanced(sketch), DEFAULT_SETTINGS)
  const found = findings.find(
    (each) => each.ruleId === ruleId && each.resource.id === 'sg-web' && each.status === 'FAIL',
  )
  if (!found) throw new Error(`${ruleId} does not fail on sg-web`)
  return found
}

const SSH: BalancedSketch = {
  network: { groups: groupsWith('in tcp 22 0.0.0.0/0') },
  balancers: { shop: { kind: 'net', listeners: ['TCP:443 tg-web'], groups: ['sg-lb'] } },
  targetGroups: { 'tg-web': { protocol: 'TCP', port: 22 } },
}

describe('a port that is open on a target without a public address', () => {
  it('is exposed to the internet where a load balancer sends there, on whatever port it listens', () => {
    const { exposure, severity, evidence, related } = failureOf('SG-003', SSH)
    expect(exposure.level).toBe('internet')
    expect(severity.effective).toBe('critical')
    expect(severity.why.join(' ')).toContain('through the load balancer shop')
    expect(exposure.path[0]?.component).toBe('internet')
    expect(exposure.path.map(({ component }) => component)).toContain(balancerArn('shop', 'net'))
    expect(exposure.path.at(-1)?.component).toMatch(/^eni-[ab]$/)
    expect(evidence.map(({ excerpt }) => excerpt)).toContain('tcp/22 from 0.0.0.0/0')
    expect(related).toContainEqual({ role: 'load-balancer', id: balancerArn('shop', 'net') })
    expect(related).toContainEqual({ role: 'exposed-interface', id: 'eni-a' })
  })

  it.each<[string, BalancedSketch]>([
    ['sends to another port', { ...SSH, targetGroups: { 'tg-web': { protocol: 'TCP', port: 8080 } } }],
    [
      'is internal, its nodes without public addresses',
      {
        ...SSH,
        balancers: {
          shop: {
            kind: 'net',
            scheme: 'internal',
            listeners: ['TCP:443 tg-web'],
            groups: ['sg-lb'],
            nodes: { 'eni-node-1': { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: null } },
          },
        },
      },
    ],
    [
      'has a group that lets nobody in',
      { ...SSH, network: { groups: { ...groupsWith('in tcp 22 0.0.0.0/0'), 'sg-lb': ['out all 0.0.0.0/0'] } } },
    ],
  ])('is not exposed where the load balancer %s', (_, sketch) => {
    expect(failureOf('SG-003', sketch).exposure.level).toBe('internal')
  })

  it('is exposed to few where the load balancer lets in few', () => {
    const groups = {
      ...groupsWith('in tcp 22 0.0.0.0/0'),
      'sg-lb': ['in tcp 443 198.51.100.128/25', 'out all 0.0.0.0/0'],
    }
    const { exposure, severity } = failureOf('SG-003', { ...SSH, network: { groups } })
    expect(exposure.level).toBe('limited')
    expect(severity.why.join(' ')).toContain('198.51.100.128/25')
  })

  it('is unknown, never internal, where whom the load balancer lets in was not told', () => {
    const groups = { ...groupsWith('in tcp 22 0.0.0.0/0'), 'sg-lb': ['in tcp 443 pl-1', 'out all 0.0.0.0/0'] }
    const { exposure } = failureOf('SG-003', { ...SSH, network: { groups, prefixLists: { 'pl-1': null } } })
    expect(exposure.level).toBe('unknown')
    expect(exposure.path.some(({ outcome }) => outcome === 'unknown')).toBe(true)
  })
})
