/** Every fact a finding rests on, at its place in the very document that holds it, each once. */

import { describe, expect, it } from 'vitest'
import type { DescribeDocument, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { completeDocumentOf } from '../testing/describe-document.ts'
import { MAIN_TABLE, type NetworkSketch, PUBLIC_TABLE, sketchDocument } from '../testing/sketch-network.ts'
import { theFailure } from '../testing/tell-findings.ts'
import { evaluate } from './evaluate.ts'
import { distinctEvidence } from './evidence.ts'
import type { Evidence, Finding } from './finding.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

const WIDE: NetworkSketch = {
  groups: {
    'sg-1': [
      'in tcp 22 0.0.0.0/0',
      'in tcp 8443 0.0.0.0/0',
      'in tcp 3306 0.0.0.0/0',
      'in tcp 6379 0.0.0.0/0',
      'out all 0.0.0.0/0',
    ],
    'sg-2': ['in all 0.0.0.0/0'],
    'sg-default': ['in all sg-default'],
  },
  subnets: { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } },
  interfaces: {
    'eni-1': { groups: ['sg-1', 'sg-2'] },
    'eni-2': { publicIp: null, instance: null, privateIp: '10.0.0.11' },
  },
  tables: {
    'rtb-main': { routes: ['0.0.0.0/0 igw-1', '10.8.0.0/16 pcx-1 blackhole'], main: true },
    'rtb-1': PUBLIC_TABLE,
  },
}

/** Another account stands first, so that nothing may be taken from document 0 by chance. */
function documents(): readonly DescribeDocument[] {
  const filler = (): JsonObject[] => [
    { VpcId: 'vpc-7', OwnerId: '000000000001', CidrBlock: '10.7.0.0/16', State: 'available' },
  ]
  return [
    completeDocumentOf({ account: '000000000001', region: 'us-east-1', elements: { Vpcs: filler() } }),
    sketchDocument(WIDE),
  ]
}

function failures(): readonly Finding[] {
  return evaluate(readDescribe(documents()), DEFAULT_SETTINGS).findings.filter(
    ({ status, resource }) => status === 'FAIL' && resource.account === '111122223333',
  )
}

/** What stands at a pointer of the document of the account and region the evidence names. */
function at({ account, region, pointer }: Evidence): unknown {
  const document = documents().find((each) => each.account === account && each.region === region)
  const [key = '', ...steps] = (pointer ?? '').split('/').slice(1)
  const start: unknown = [...(document?.elements ?? [])].find(([each]) => each === key)?.[1]
  return steps.reduce<unknown>((value, step) => Object(value)[step], start)
}

const FAILURES = failures()

describe('the place of a fact', () => {
  it('many rules are here', () => {
    expect(new Set(FAILURES.map(({ ruleId }) => ruleId)).size).toBeGreaterThan(25)
  })

  it.each(FAILURES.map((finding) => [finding.ruleId, finding.resource.id, finding] as const))(
    '%s on %s: each pointer leads to the fact, in the account and region it names',
    (_, __, finding) => {
      expect(finding.evidence.length).toBeGreaterThan(0)
      for (const each of finding.evidence) {
        expect([each.account, each.region]).toEqual(['111122223333', 'eu-west-1'])
        if (each.pointer !== null) expect(at(each), each.pointer).toBeDefined()
      }
    },
  )

  it.each(['security-group-rule', 'network-acl-entry', 'route', 'network-interface'] as const)(
    'a %s is found whole: what stands there says what the excerpt says',
    (kind) => {
      const facts = FAILURES.flatMap(({ evidence }) => evidence).filter((each) => each.kind === kind)
      expect(facts.length).toBeGreaterThan(0)
      for (const fact of facts) {
        const value = Object(at(fact))
        const address = value.CidrIp ?? value.GroupId ?? value.CidrBlock ?? value.Ipv6CidrBlock
        const place = value.DestinationCidrBlock ?? value.DestinationIpv6CidrBlock ?? value.PrivateIpAddress
        expect(fact.excerpt).toContain(String(address ?? place))
      }
    },
  )

  it('a resource is pointed at by its own element, or by the field that decided', () => {
    const pointers = FAILURES.flatMap(({ evidence }) => evidence)
      .filter(({ kind }) => kind === 'resource')
      .map(({ pointer }) => pointer)
    expect(pointers).toEqual(
      expect.arrayContaining(['/Subnets/0/MapPublicIpOnLaunch', '/RouteTables/0/Associations', '/InternetGateways/0']),
    )
  })
})

describe('all facts, each once', () => {
  it('a path gives the gateway, the interface, the route and an entry each way, and every group that admits', () => {
    const finding = FAILURES.find(({ ruleId }) => ruleId === 'SG-003')
    expect(finding?.evidence.map(({ kind, resourceId }) => `${kind} ${resourceId}`)).toEqual([
      'security-group-rule sg-1',
      'resource igw-1',
      'network-interface eni-1',
      'route rtb-1',
      'network-acl-entry acl-1',
      'network-acl-entry acl-1',
      'security-group-rule sg-2',
    ])
  })

  it('no finding holds a fact twice', () => {
    for (const { evidence, ruleId } of FAILURES) expect(distinctEvidence(evidence).length, ruleId).toBe(evidence.length)
  })

  it('the same place in another account or region is another fact; the first telling stands', () => {
    const fact: Evidence = {
      kind: 'resource',
      resourceId: 'vpc-1',
      pointer: '/Vpcs/0',
      account: '111122223333',
      region: 'eu-west-1',
      excerpt: 'first',
    }
    const facts = [
      fact,
      { ...fact, excerpt: 'second' },
      { ...fact, account: '444455556666' },
      { ...fact, region: 'us-east-1' },
      { ...fact, pointer: null },
    ]
    expect(distinctEvidence(facts)).toEqual([facts[0], facts[2], facts[3], facts[4]])
  })

  it('what shuts a path is evidence as well: the entry, the route', () => {
    const groups = { 'sg-1': ['in tcp 22 0.0.0.0/0'] }
    const acls = {
      'acl-1': {
        entries: ['50 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      },
    }
    expect(theFailure('SG-003', { groups, acls }).evidence.map(({ excerpt }) => excerpt)).toContain(
      'entry 50 denies tcp/22 from 0.0.0.0/0',
    )
    const tables = { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: ['0.0.0.0/0 nat-1'], subnets: ['subnet-1'] } }
    expect(theFailure('SG-003', { groups, tables }).evidence.map(({ excerpt }) => excerpt)).toContain(
      '0.0.0.0/0 → nat-1',
    )
  })

  it('Block Public Access is a hop where it decides, and none where it lets everything through', () => {
    const options = (InternetGatewayBlockMode: string): NetworkSketch => ({
      groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
      elements: {
        VpcBlockPublicAccessOptions: [
          { AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode },
        ],
      },
    })
    const labels = (mode: string) => theFailure('SG-003', options(mode)).exposure.path.map(({ label }) => label)
    expect(labels('block-ingress')).toContain('Block Public Access')
    expect(labels('off')).not.toContain('Block Public Access')
  })
})
