/** Source: VPC guide, "Internet gateways", "Security group rules", "Network ACLs"; ELB guides, "Target groups". */

import { describe, expect, it } from 'vitest'
import { BALANCED_NETWORK, balancerArn, sketchBalanced } from '../../../testing/sketch-balancers.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE } from '../../../testing/sketch-network.ts'
import { findingsIn, findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const open = (...rules: string[]): NetworkSketch => ({ groups: { 'sg-1': rules } })
const SSH = open('in tcp 22 0.0.0.0/0')

describe('the id and the remedy of EXP-001', () => {
  it('keeps its id when an alike interface appears before the first, or the first goes', () => {
    const host = (privateIp: string, publicIp: string) => ({ privateIp, publicIp, instance: null })
    const [five, nine] = [host('10.0.0.5', '198.51.100.5'), host('10.0.0.9', '198.51.100.9')]
    const one = theFailure('EXP-001', { ...SSH, interfaces: { 'eni-5': five } })
    const two = theFailure('EXP-001', { ...SSH, interfaces: { 'eni-1': nine, 'eni-5': five } })
    expect(two.id).toBe(one.id)
    expect(two.related.filter(({ role }) => role === 'exposed-interface')).toHaveLength(2)
  })

  it('has another id for another kind of port and another group', () => {
    const ids = findingsOf('EXP-001', {
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 8443 0.0.0.0/0'], 'sg-2': ['in tcp 22 0.0.0.0/0'] },
      interfaces: {
        'eni-1': {},
        'eni-2': { groups: ['sg-2'], privateIp: '10.0.0.9', publicIp: '198.51.100.9', instance: null },
      },
    }).map(({ id }) => id)
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(3)
  })

  it('takes the rule for everybody away and leaves the one for a few, by which the rightful come in', () => {
    const { remediation, evidence } = theFailure('EXP-001', open('in tcp 22 0.0.0.0/0', 'in tcp 22 203.0.113.0/24'))
    expect(remediation.cli.join(' ')).toContain('0.0.0.0/0')
    expect(remediation.cli.join(' ')).not.toContain('203.0.113.0/24')
    expect(evidence.map(({ excerpt }) => excerpt)).toContain('tcp/22 from 0.0.0.0/0')
  })
})

describe('EXP-001 port reachable from the internet', () => {
  it.each<readonly [string, NetworkSketch, readonly string[]]>([
    ['SSH', SSH, ['FAIL eni-1 critical internet tcp/22']],
    [
      'SSH over IPv6 only',
      { ...open('in tcp 22 ::/0'), interfaces: { 'eni-1': { publicIp: null, ipv6: ['2001:db8:1::1'] } } },
      ['FAIL eni-1 critical internet tcp/22'],
    ],
    ['a database', open('in tcp 5432 0.0.0.0/0'), ['FAIL eni-1 critical internet tcp/5432']],
    ['443 on a host', open('in tcp 443 0.0.0.0/0'), ['FAIL eni-1 high internet tcp/443']],
    ['UDP', open('in udp 51820 0.0.0.0/0'), ['FAIL eni-1 high internet udp/51820']],
    [
      'two halves of the internet',
      open('in tcp 22 0.0.0.0/1', 'in tcp 22 128.0.0.0/1'),
      ['FAIL eni-1 critical internet tcp/22'],
    ],
    ['everything, once', open('in all 0.0.0.0/0'), ['FAIL eni-1 critical internet tcp/all udp/all']],
    [
      'SSH and a service, which are two mistakes',
      open('in tcp 22 0.0.0.0/0', 'in tcp 8443 0.0.0.0/0'),
      ['FAIL eni-1 critical internet tcp/22', 'FAIL eni-1 high internet tcp/8443'],
    ],
    ['a narrow public range', open('in tcp 22 203.0.113.0/24'), ['PASS vpc-1']],
    ['private ranges', open('in tcp 22 10.0.0.0/8'), ['PASS vpc-1']],
    ['another group', open('in tcp 22 sg-1'), ['PASS vpc-1']],
    ['a ping, which is no port', open('in icmp 8 0.0.0.0/0'), ['PASS vpc-1']],
    ['an open group without a public address', { ...SSH, interfaces: { 'eni-1': { publicIp: null } } }, ['PASS vpc-1']],
    ['an open group in a private subnet', { ...SSH, tables: { 'rtb-main': MAIN_TABLE } }, ['PASS vpc-1']],
    [
      'a blackhole',
      {
        ...SSH,
        tables: {
          'rtb-main': MAIN_TABLE,
          'rtb-1': { ...PUBLIC_TABLE, routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1 blackhole'] },
        },
      },
      ['PASS vpc-1'],
    ],
    [
      'an ACL that denies it first',
      { ...SSH, acls: { 'acl-1': { ...OPEN_ACL, entries: ['90 in deny tcp 22 0.0.0.0/0', ...OPEN_ACL.entries] } } },
      ['PASS vpc-1'],
    ],
    [
      'an ACL that stops the answer',
      { ...SSH, acls: { 'acl-1': { ...OPEN_ACL, entries: ['100 in allow all 0.0.0.0/0'] } } },
      ['PASS vpc-1'],
    ],
    ['nothing at all', { interfaces: {} }, []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('EXP-001', sketch)).toEqual(expected)
  })

  it('asks every group of every interface, not the first of the first', () => {
    const groups = { 'sg-1': [], 'sg-2': ['in tcp 22 0.0.0.0/0'] }
    const second = { privateIp: '10.0.0.11', publicIp: '198.51.100.11', groups: ['sg-1', 'sg-2'] }
    expect(tell('EXP-001', { groups, interfaces: { 'eni-1': {}, 'eni-2': second } })).toEqual([
      'FAIL eni-2 critical internet tcp/22',
    ])
    expect(tell('EXP-001', { groups, interfaces: { 'eni-1': {}, 'eni-2': { ...second, publicIp: null } } })).toEqual([
      'PASS vpc-1',
    ])
  })

  it.each(['block-bidirectional', 'block-ingress'])('passes where Block Public Access says %s', (mode) => {
    const VpcBlockPublicAccessOptions = [
      {
        AwsAccountId: '111122223333',
        AwsRegion: 'eu-west-1',
        InternetGatewayBlockMode: mode,
        State: 'update-complete',
      },
    ]
    expect(tell('EXP-001', { ...SSH, elements: { VpcBlockPublicAccessOptions } })).toEqual(['PASS vpc-1'])
  })

  it('does not call the corporate ranges the internet', () => {
    expect(tell('EXP-001', open('in tcp 22 198.18.0.0/15'), { corporateRanges: ['198.18.0.0/15'] })).toEqual([
      'PASS vpc-1',
    ])
  })

  it('lowers what publicServices names to Info, and no other that is like it', () => {
    const interfaces = { 'eni-1': {}, 'eni-2': { instance: 'i-2', privateIp: '10.0.0.11', publicIp: '198.51.100.11' } }
    expect(tell('EXP-001', { ...SSH, interfaces }, { publicServices: ['i-2'] })).toEqual([
      'FAIL eni-1 critical internet tcp/22',
      'FAIL eni-2 info internet tcp/22',
    ])
  })

  it('shows the numbered path and every rule, entry and route it rests on', () => {
    const finding = theFailure('EXP-001', SSH)
    expect(finding.title).toBe('SSH on bastion-1 is reachable from the internet')
    expect(finding.exposure.path.map(({ component, outcome }) => `${component} ${outcome}`)).toEqual([
      'internet passes',
      'igw-1 passes',
      'rtb-1 passes',
      'acl-1 passes',
      'acl-1 passes',
      'sg-1 passes',
      'i-1 passes',
    ])
    expect(finding.evidence.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(
      expect.arrayContaining([
        'security-group-rule /SecurityGroups/0/IpPermissions/0/IpRanges/0',
        'route /RouteTables/1/Routes/1',
        'network-acl-entry /NetworkAcls/0/Entries/0',
        'network-acl-entry /NetworkAcls/0/Entries/1',
        'network-interface /NetworkInterfaces/0',
      ]),
    )
    expect(finding.remediation.cli.join()).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-1')
    expect(finding.settingsUsed['publicServices']).toBe('none')
  })

  it('names every rule that opens the port: prowler#5868', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'], 'sg-2': ['in tcp 20-30 0.0.0.0/0', 'in tcp 443 10.0.0.0/8'] }
    const [finding] = findingsOf('EXP-001', { groups, interfaces: { 'eni-1': { groups: ['sg-1', 'sg-2'] } } })
    const rules = finding?.evidence
      .filter(({ kind }) => kind === 'security-group-rule')
      .map(({ resourceId }) => resourceId)
    expect(new Set(rules)).toEqual(new Set(['sg-1', 'sg-2']))
    expect(finding?.remediation.cli).toHaveLength(2)
  })

  it('has one cause with the finding on the rule of the group', () => {
    const rules = ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0', 'in tcp 3389 0.0.0.0/0', 'in tcp 3306 0.0.0.0/0']
    const found = findingsIn(open(...rules)).filter(({ status }) => status === 'FAIL')
    const causeOf = (ruleId: string) => found.find((each) => each.ruleId === ruleId)?.rootCauseId
    expect(causeOf('SG-003')).toMatch(/^c-/)
    expect(causeOf('EXP-001')).toBe(causeOf('SG-003'))
  })

  it('is one finding for interfaces that nothing tells apart, in two subnets of one table too', () => {
    const subnets = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
    const at = (subnet: string, privateIp: string, publicIp: string) => ({
      subnet,
      privateIp,
      publicIp,
      instance: null,
    })
    const finding = theFailure('EXP-001', {
      ...SSH,
      subnets,
      tables: { 'rtb-main': { ...PUBLIC_TABLE, subnets: [], main: true } },
      acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2'] } },
      interfaces: {
        'eni-1': at('subnet-1', '10.0.0.10', '198.51.100.10'),
        'eni-2': at('subnet-2', '10.0.1.10', '198.51.100.11'),
      },
    })
    expect(finding.related.filter(({ role }) => role === 'exposed-interface').map(({ id }) => id)).toEqual([
      'eni-1',
      'eni-2',
    ])
  })
})

describe('EXP-001 behind load balancers', () => {
  it('is Info for 443 of a load balancer, and says where it leads', () => {
    const finding = theFailure('EXP-001', sketchBalanced())
    expect(finding.severity.effective).toBe('info')
    expect(finding.title).toBe('HTTPS on shop is reachable from the internet')
    expect(finding.related).toContainEqual({ role: 'load-balancer', id: balancerArn('shop') })
    expect(finding.exposure.path.map(({ component }) => component)).toContain(balancerArn('shop'))
    expect(finding.remediation.cli.join()).not.toContain('revoke')
  })

  it('is Critical where 443 leads to SSH of a target', () => {
    const network = { groups: { ...BALANCED_NETWORK.groups, 'sg-web': ['in tcp 22 0.0.0.0/0', 'out all 0.0.0.0/0'] } }
    const inventory = sketchBalanced({
      network,
      balancers: { shop: { kind: 'net', listeners: ['TCP:443 tg-web'] } },
      targetGroups: { 'tg-web': { protocol: 'TCP', port: 22 } },
    })
    expect(tell('EXP-001', inventory)).toEqual(['FAIL eni-node-1 critical internet tcp/443'])
  })

  it('passes an internal one', () => {
    const nodes = { 'eni-node-1': { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: null } }
    expect(tell('EXP-001', sketchBalanced({ balancers: { shop: { scheme: 'internal', nodes } } }))).toEqual([
      'PASS vpc-1',
    ])
  })
})

describe('EXP-001 where something is not known', () => {
  it.each<readonly [string, NetworkSketch, string]>([
    ['the group', { ...SSH, missing: ['SecurityGroups'] }, 'aws ec2 describe-security-groups'],
    ['the routes', { ...SSH, missing: ['RouteTables'] }, 'aws ec2 describe-route-tables'],
    ['the ACL', { ...SSH, missing: ['NetworkAcls'] }, 'aws ec2 describe-network-acls'],
    [
      'the entries of a prefix list',
      { ...open('in tcp 22 pl-1'), prefixLists: { 'pl-1': null } },
      'aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    ],
  ])('is not evaluated when %s was not collected, and names the call', (_, sketch, call) => {
    const findings = findingsOf('EXP-001', sketch)
    expect(findings.map(({ status, resource }) => `${status} ${resource.id}`)).toEqual(['NOT_EVALUATED eni-1'])
    expect(findings[0]?.reasonNotEvaluated).toContain(call)
  })

  it('keeps its id when an alike interface appears before the first, and tells reasons as sentences', () => {
    const missing = ['InternetGateways', 'NetworkAcls', 'VpcBlockPublicAccessOptions'] as const
    const eni = { privateIp: '10.0.0.5', publicIp: '198.51.100.5', instance: null }
    const [one] = findingsOf('EXP-001', { ...SSH, missing, interfaces: { 'eni-5': eni } })
    const alike = { ...eni, privateIp: '10.0.0.9', publicIp: '198.51.100.9' }
    const [two] = findingsOf('EXP-001', { ...SSH, missing, interfaces: { 'eni-1': alike, 'eni-5': eni } })
    expect([one?.status, two?.status]).toEqual(['NOT_EVALUATED', 'NOT_EVALUATED'])
    expect(two?.id).toBe(one?.id)
    expect(two?.reasonNotEvaluated).toMatch(
      /could not be told\. (?:[A-Z][^.,]*\. )+To answer: aws ec2 describe-network-acls /,
    )
  })

  it('passes nothing when interfaces were not, or not all, collected', () => {
    expect(tell('EXP-001', { ...SSH, missing: ['NetworkInterfaces'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
    expect(tellCut('EXP-001', open(), ['NetworkInterfaces'])).toEqual([])
    expect(tellCut('EXP-001', SSH, ['NetworkInterfaces'])).toEqual(['FAIL eni-1 critical internet tcp/22'])
  })
})
