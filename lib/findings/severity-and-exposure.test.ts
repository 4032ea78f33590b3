/** Two axes, never mixed: what the configuration says, and what really reaches it. Unknown weighs as much as reached. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { findingOf } from '../testing/finding-of.ts'
import { type InterfaceSketch, MAIN_TABLE, type NetworkSketch, sketchDocument } from '../testing/sketch-network.ts'
import { findingsIn, findingsOf, tell, theFailure } from '../testing/tell-findings.ts'
import { compareFindings } from './compare-findings.ts'
import { evaluate, passedFindings } from './evaluate.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import { weigh } from './severity.ts'

const OPEN_TO: Readonly<Record<string, string>> = {
  'SG-001': 'in all 0.0.0.0/0',
  'SG-002': 'in tcp 8443 0.0.0.0/0',
  'SG-003': 'in tcp 22 0.0.0.0/0',
  'SG-004': 'in tcp 3306 0.0.0.0/0',
  'SG-005': 'in tcp 6379 0.0.0.0/0',
}

/** Four states of the world, for a group that is open. */
const STATES: Readonly<Record<string, NetworkSketch>> = {
  reached: {},
  shut: { interfaces: { 'eni-1': { publicIp: null } } },
  unattached: { interfaces: {}, instances: {} },
  unknown: { missing: ['RouteTables'] },
  'not collected': { missing: ['NetworkInterfaces'] },
}

describe('the severity of an open group', () => {
  it.each([
    ['SG-001', 'critical internet', 'high internal', 'high none', 'critical unknown'],
    ['SG-002', 'high internet', 'medium internal', 'medium none', 'high unknown'],
    ['SG-003', 'critical internet', 'medium internal', 'medium none', 'critical unknown'],
    ['SG-004', 'critical internet', 'high internal', 'high none', 'critical unknown'],
    ['SG-005', 'critical internet', 'medium internal', 'medium none', 'critical unknown'],
  ])('%s: reached %s, shut %s, unattached %s, unknown %s', (...[ruleId, reached, shut, unattached, unknown]) => {
    const said = Object.entries(STATES).map(([state, sketch]) => {
      const { severity, exposure } = theFailure(ruleId, { groups: { 'sg-1': [OPEN_TO[ruleId] ?? ''] }, ...sketch })
      return `${state}: ${severity.effective} ${exposure.level}`
    })
    const expected = { reached, shut, unattached, unknown, 'not collected': unknown }
    expect(said).toEqual(Object.entries(expected).map(([state, verdict]) => `${state}: ${verdict}`))
  })

  it.each<DescribeKey>(['RouteTables', 'NetworkAcls', 'NetworkInterfaces', 'Subnets'])(
    'is never lower without %s than with it',
    (key) => {
      const rank = ['critical', 'high', 'medium', 'low', 'info']
      for (const [ruleId, rule] of Object.entries(OPEN_TO)) {
        const groups = { 'sg-1': [rule] }
        const withAll = theFailure(ruleId, { groups, interfaces: { 'eni-1': { publicIp: null } } })
        const without = theFailure(ruleId, { groups, missing: [key] })
        expect(rank.indexOf(without.severity.effective)).toBeLessThanOrEqual(rank.indexOf(withAll.severity.effective))
      }
    },
  )
})

describe('the level of exposure', () => {
  const two = (a: InterfaceSketch, b: InterfaceSketch): NetworkSketch => ({
    groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
    interfaces: { 'eni-1': a, 'eni-2': { instance: 'i-2', privateIp: '10.0.0.11', publicIp: '198.51.100.11', ...b } },
    instances: { 'i-1': 'one', 'i-2': 'two' },
  })

  it('is the internet as soon as one interface is reached, though not all were collected', () => {
    const document = sketchDocument(two({}, {}))
    const cut = {
      ...document,
      partial: new Map([['NetworkInterfaces' as const, { reason: 'next-token' as const, detail: '' }]]),
    }
    const finding = evaluate(readDescribe([cut]), DEFAULT_SETTINGS).findings.find(({ ruleId }) => ruleId === 'SG-003')
    expect(finding?.exposure.level).toBe('internet')
  })

  it('is unknown where what is known is shut and not all was collected', () => {
    const document = sketchDocument(two({ publicIp: null }, { publicIp: null }))
    const cut = {
      ...document,
      partial: new Map([['NetworkInterfaces' as const, { reason: 'next-token' as const, detail: '' }]]),
    }
    const finding = evaluate(readDescribe([cut]), DEFAULT_SETTINGS).findings.find(({ ruleId }) => ruleId === 'SG-003')
    expect([finding?.exposure.level, finding?.severity.why.join()]).toEqual([
      'unknown',
      'Raised from high: not all network interfaces were collected; what is not known counts as reachable.',
    ])
  })

  it('names every interface that is reached, with its instance, subnet, table, gateway and ACL', () => {
    const finding = theFailure('SG-003', two({}, {}))
    expect(finding.related.map(({ role, id }) => `${role} ${id}`)).toEqual(
      expect.arrayContaining([
        'exposed-interface eni-1',
        'exposed-interface eni-2',
        'instance i-1',
        'instance i-2',
        'subnet subnet-1',
        'route-table rtb-1',
        'internet-gateway igw-1',
        'network-acl acl-1',
        'vpc vpc-1',
      ]),
    )
    expect(finding.title).toContain('one and two')
  })

  it('names those that are reached, not those that are shut', () => {
    const finding = theFailure('SG-003', two({ publicIp: null }, {}))
    expect(finding.related.filter(({ role }) => role === 'exposed-interface')).toEqual([
      { role: 'exposed-interface', id: 'eni-2' },
    ])
  })

  it('looks at UDP where UDP is open, at IPv6 where IPv6 is', () => {
    const acls = { 'acl-1': { entries: ['100 in allow tcp 0-65535 0.0.0.0/0', '100 out allow all 0.0.0.0/0'] } }
    expect(tell('SG-005', { groups: { 'sg-1': ['in udp 53 0.0.0.0/0'] }, acls })).toEqual([
      'FAIL sg-1 medium internal udp/53',
    ])
    expect(tell('SG-005', { groups: { 'sg-1': ['in udp 53 0.0.0.0/0'] } })).toEqual([
      'FAIL sg-1 critical internet udp/53',
    ])
    const interfaces = { 'eni-1': { publicIp: null, ipv6: ['2001:db8:1::10'] } }
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 ::/0'] }, interfaces })).toEqual([
      'FAIL sg-1 critical internet tcp/22',
    ])
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, interfaces })).toEqual([
      'FAIL sg-1 medium internal tcp/22',
    ])
  })

  it('asks for the ports the rule objects to, not for all that the group opens', () => {
    const acls = {
      'acl-1': {
        entries: ['50 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      },
    }
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 443 0.0.0.0/0'] }
    expect(tell('SG-003', { groups, acls })).toEqual(['FAIL sg-1 medium internal tcp/22'])
  })
})

describe('an edge that is meant to be open (SG-002)', () => {
  const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/50dc6c49'
  const listener = (Port: number): JsonObject => ({
    ListenerArn: `${ARN.replace('loadbalancer', 'listener')}/${Port}`,
    LoadBalancerArn: ARN,
    Port,
    Protocol: 'HTTPS',
  })
  const balancer = (...ports: readonly number[]): NetworkSketch['elements'] => ({
    LoadBalancers: [
      {
        LoadBalancerArn: ARN,
        LoadBalancerName: 'web',
        Scheme: 'internet-facing',
        Type: 'application',
        VpcId: 'vpc-1',
        SecurityGroups: ['sg-1'],
      },
    ],
    Listeners: ports.map(listener),
  })
  const EDGE: InterfaceSketch = { instance: null, description: 'ELB app/web/50dc6c49', requester: 'amazon-elb' }
  const host: InterfaceSketch = { privateIp: '10.0.0.11', publicIp: '198.51.100.11' }
  const severity = (sketch: NetworkSketch, rule = 'in tcp 8443 0.0.0.0/0') =>
    theFailure('SG-002', { groups: { 'sg-1': [rule] }, ...sketch }).severity.effective

  it.each<[string, NetworkSketch, string]>([
    ['a listener', { interfaces: { 'eni-1': EDGE }, elements: balancer(8443) ?? {} }, 'info'],
    ['no listener on this port', { interfaces: { 'eni-1': EDGE }, elements: balancer(8444) ?? {} }, 'high'],
    [
      'a host that carries the group too',
      { interfaces: { 'eni-1': EDGE, 'eni-2': host }, elements: balancer(8443) ?? {} },
      'high',
    ],
    ['interfaces of a balancer nobody collected', { interfaces: { 'eni-1': EDGE } }, 'high'],
    ['a balancer without an interface', { interfaces: {}, instances: {}, elements: balancer(8443) ?? {} }, 'high'],
  ])('%s: %s', (...[, sketch, expected]) => {
    expect(severity(sketch)).toBe(expected)
  })

  it('covers a range only when each port of it is listened on', () => {
    const sketch = (...ports: readonly number[]) => ({
      interfaces: { 'eni-1': EDGE },
      elements: balancer(...ports) ?? {},
    })
    expect(severity(sketch(8444, 8443), 'in tcp 8443-8444 0.0.0.0/0')).toBe('info')
    expect(severity(sketch(8443), 'in tcp 8443-8444 0.0.0.0/0')).toBe('high')
  })

  it('never excuses remote administration: a listener on 22 stays what it is', () => {
    const sketch = {
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
      interfaces: { 'eni-1': EDGE },
      elements: balancer(22) ?? {},
    }
    expect(theFailure('SG-003', sketch).severity.effective).toBe('critical')
  })
})

describe('weigh', () => {
  it('stays inside the scale at both ends', () => {
    expect(weigh({ base: 'info', level: 'none', because: 'x' }).effective).toBe('info')
    expect(weigh({ base: 'critical', level: 'internet', because: 'x', raisesWhenReached: true }).effective).toBe(
      'critical',
    )
  })
})

describe('why the internet does not get there', () => {
  it('is told in words, not in codes', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, interfaces: { 'eni-1': { publicIp: null } } }
    const { description } = theFailure('SG-003', sketch)
    expect(description).toContain('is not the public address of an interface here')
    expect(description).not.toMatch(/[A-Z]+_[A-Z]+/)
  })
})

describe('findings that say nothing is known', () => {
  it('have an unknown exposure, not none', () => {
    for (const finding of findingsIn({ missing: ['SecurityGroups', 'FlowLogs'] })) {
      if (finding.status === 'NOT_EVALUATED') expect(finding.exposure.level).toBe('unknown')
    }
  })

  it('are counted apart from what passes, failures by what they weigh in the end', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, missing: ['FlowLogs' as const] }
    const inventory = readDescribe([sketchDocument(sketch)])
    const { findings: untold, passes, summary } = evaluate(inventory, DEFAULT_SETTINGS)
    const findings = [...untold, ...passedFindings({ findings: untold, passes, summary })]
    const of = (status: string) => findings.filter((finding) => finding.status === status)
    expect([summary.failed, summary.passed, summary.notEvaluated]).toEqual([
      of('FAIL').length,
      of('PASS').length,
      of('NOT_EVALUATED').length,
    ])
    const critical = of('FAIL').filter(({ severity }) => severity.effective === 'critical')
    expect(critical.map(({ ruleId }) => ruleId)).toContain('SG-003')
    expect(summary.bySeverity.critical).toBe(critical.length)
  })

  it('stand right after the internet in the list: internet, unknown, corporate, cross-account, internal, none', () => {
    const levels = ['none', 'internal', 'cross-account', 'corporate', 'unknown', 'internet'] as const
    const sorted = levels
      .map((level) => findingOf({ id: level, exposure: { level, path: [] } }))
      .toSorted(compareFindings)
    expect(sorted.map(({ exposure }) => exposure.level)).toEqual(levels.toReversed())
  })
})

describe('rules that grade by what stands there', () => {
  const PUBLIC_MAIN = { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true } }

  it.each<[string, string, NetworkSketch, string]>([
    [
      'RT-001',
      'an edge only when someone stands there',
      { interfaces: {}, instances: {} },
      'FAIL rtb-1 medium internet',
    ],
    [
      'RT-001',
      'not an edge while interfaces were cut off',
      { missing: ['NetworkInterfaces'] },
      'FAIL rtb-1 medium unknown',
    ],
    [
      'RT-001',
      'not called unused while subnets were not collected',
      { missing: ['Subnets'] },
      'FAIL rtb-1 medium unknown',
    ],
    ['RT-002', 'high whatever stands there', { tables: PUBLIC_MAIN, interfaces: {} }, 'FAIL rtb-main high internet'],
    [
      'RT-007',
      'low for half of the internet',
      { tables: { 'rtb-1': { routes: ['0.0.0.0/1 nat-1 blackhole'] } } },
      'FAIL rtb-1 low none',
    ],
    [
      'LOG-001',
      'medium while interfaces were not collected',
      { interfaces: {}, instances: {}, missing: ['NetworkInterfaces'] },
      'FAIL vpc-1 medium none',
    ],
    [
      'TIER-002',
      'high where the main table is public',
      { subnets: { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } }, tables: PUBLIC_MAIN },
      'FAIL subnet-1 high internet',
    ],
    [
      'TIER-002',
      'low behind NAT',
      { subnets: { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } }, tables: { 'rtb-main': MAIN_TABLE } },
      'FAIL subnet-1 low internal',
    ],
  ])('%s is %s', (...[ruleId, , sketch, expected]) => {
    expect(tell(ruleId, sketch)).toContain(expected)
  })

  it('RT-001 says how many could do without the route', () => {
    const [finding] = findingsOf('RT-001', { interfaces: { 'eni-1': { publicIp: null } } }).filter(
      ({ status }) => status === 'FAIL',
    )
    expect(finding?.severity.why).toEqual(['1 interface in its subnets could do without it.'])
  })
})
