import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../../../describe/document.ts'
import { sketchTransit, transitGateway, transitTable, vpcAttachment } from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

type Routes = readonly string[]
type Elements = Partial<Record<DescribeKey, readonly JsonObject[]>>

const PEERING: Elements = {
  VpcPeeringConnections: [
    {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333' },
      AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: '111122223333' },
    },
  ],
}

/** Two VPCs of two subnets each; the routes of subnet-a here, and of subnet-c and subnet-d there. */
function between(a: Routes, c: Routes, more: { d?: Routes; elements?: Elements; missing?: DescribeKey[] } = {}) {
  const { d = [], elements = PEERING, missing = [] } = more
  return sketchTransit({
    vpcs: {
      'vpc-1': {
        cidr: '10.1.0.0/16',
        subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-b': '10.1.1.0/24' },
        routes: { 'subnet-a': a },
      },
      'vpc-2': {
        cidr: '10.2.0.0/16',
        subnets: { 'subnet-c': '10.2.0.0/24', 'subnet-d': '10.2.1.0/24' },
        routes: { 'subnet-c': c, 'subnet-d': d },
      },
    },
    prefixLists: { 'pl-far': ['10.2.0.0/16'], 'pl-untold': null },
    elements,
    missing,
  })
}
const of = (lines: readonly string[]) => lines.filter((line) => line.includes('rtb-subnet-a'))
const THERE = ['10.2.0.0/16 pcx-1']
const [PASS, FAIL, UNKNOWN] = ['PASS rtb-subnet-a', 'FAIL rtb-subnet-a low none', 'NOT_EVALUATED rtb-subnet-a']

// Source: VPC Peering guide, "Update your route tables for a VPC peering connection".
describe('RT-013 one-way route over a peering', () => {
  it.each<[string, Routes, Routes, string]>([
    ['no route back', THERE, [], FAIL],
    ['a route back', THERE, ['10.1.0.0/16 pcx-1'], PASS],
    ['a route back to one host', THERE, ['10.1.0.7/32 pcx-1'], PASS],
    ['a route back to another subnet', THERE, ['10.1.1.0/24 pcx-1'], FAIL],
    ['a dead route back', THERE, ['10.1.0.0/16 pcx-1 blackhole'], FAIL],
    ['a default route out, which is none back', THERE, ['0.0.0.0/0 igw-1'], FAIL],
    ['a way back round an appliance', THERE, ['0.0.0.0/0 eni-1'], PASS],
    ['a route for one host there', ['10.2.0.9/32 pcx-1'], [], FAIL],
    ['a list', ['pl-far pcx-1'], [], FAIL],
    ['a list nobody read', ['pl-untold pcx-1'], [], UNKNOWN],
    ['back by a list nobody read', THERE, ['pl-untold pcx-1'], UNKNOWN],
    ['a dead route there', ['10.2.0.0/16 pcx-1 blackhole'], [], PASS],
    ['a block where no subnet is', ['10.2.9.0/24 pcx-1'], [], PASS],
    ['a default route', ['0.0.0.0/0 pcx-1'], [], PASS],
    ['a peering nobody collected', ['10.9.0.0/16 pcx-9'], [], UNKNOWN],
  ])('%s', (...[, there, back, expected]) => {
    expect(of(tell('RT-013', between(there, back)))).toEqual([expected])
  })

  it('is content when one of the subnets there answers', () => {
    expect(of(tell('RT-013', between(THERE, [], { d: ['10.1.0.0/24 pcx-1'] })))).toEqual([PASS])
  })

  it('points at the route, names the tables there and takes out the forward route', () => {
    const finding = theFailure('RT-013', between(THERE, []))
    expect(finding.title).toBe('rtb-subnet-a leads to vpc-2, which has no route back')
    expect(finding.evidence[0]?.excerpt).toBe('10.2.0.0/16 → pcx-1')
    expect(finding.related.filter(({ role }) => role === 'far-route-table').map(({ id }) => id)).toEqual([
      'rtb-subnet-c',
      'rtb-subnet-d',
    ])
    expect(finding.remediation.cli).toEqual([
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-subnet-a --destination-cidr-block 10.2.0.0/16',
    ])
  })

  it('is not evaluated without the peering or the tables', () => {
    expect(of(tell('RT-013', between(THERE, [], { elements: {}, missing: ['VpcPeeringConnections'] })))).toEqual([
      UNKNOWN,
    ])
    expect(tell('RT-013', between(THERE, [], { missing: ['RouteTables'] }))).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
    ])
  })
})

const attached = (vpc: string, subnet: string) =>
  vpcAttachment({ id: `tgw-attach-${vpc}`, gateway: 'tgw-1', vpc, subnets: [subnet] })
const transit = (routes: Routes | null, associations = ['tgw-attach-vpc-1', 'tgw-attach-vpc-2']): Elements => ({
  TransitGateways: [transitGateway('tgw-1')],
  TransitGatewayVpcAttachments: [attached('vpc-1', 'subnet-a'), attached('vpc-2', 'subnet-c')],
  TransitGatewayRouteTables: [transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations, routes })],
})
const BOTH = ['10.1.0.0/16 tgw-attach-vpc-1 propagated', '10.2.0.0/16 tgw-attach-vpc-2 propagated']

// Source: Transit Gateway guide, "How transit gateways work".
describe('RT-013 one-way route over a transit gateway', () => {
  const there = ['10.0.0.0/8 tgw-1']
  it.each<[string, Routes, Elements, string]>([
    ['no route back in the VPC', [], transit(BOTH), FAIL],
    ['both ways', there, transit(BOTH), PASS],
    ['no route back in the transit gateway', there, transit(['10.2.0.0/16 tgw-attach-vpc-2']), FAIL],
    ['a dropped way back', there, transit(['10.2.0.0/16 tgw-attach-vpc-2', '10.1.0.0/16 - blackhole']), FAIL],
    ['no way there at all', [], transit(['10.1.0.0/16 tgw-attach-vpc-1']), PASS],
    ['routes nobody searched', [], transit(null), UNKNOWN],
    ['way back round a peering', ['10.1.0.0/16 pcx-1'], transit(['10.2.0.0/16 tgw-attach-vpc-2']), PASS],
  ])('%s', (...[, back, elements, expected]) => {
    expect(of(tell('RT-013', between(there, back, { elements })))).toEqual([expected])
  })

  it('only looks, where the route serves other networks too', () => {
    const finding = theFailure('RT-013', between(there, [], { elements: transit(BOTH) }))
    expect(finding.remediation.cli[0]).toBe(
      'aws ec2 describe-route-tables --region eu-west-1 --route-table-ids rtb-subnet-c',
    )
  })

  it('names what is missing', () => {
    const reason = findingsOf('RT-013', between(there, [], { elements: {} })).find(
      ({ resource }) => resource.id === 'rtb-subnet-a',
    )?.reasonNotEvaluated
    expect(reason).toContain('Not told: the attachments of tgw-1.')
  })
})
