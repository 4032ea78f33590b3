import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import {
  sketchTransit,
  type TransitSketch,
  transitGateway,
  transitTable,
  vpcAttachment,
} from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const inspectionEndpoint = (id: string, subnet: string): JsonObject => ({
  VpcEndpointId: id,
  VpcId: 'vpc-hub',
  VpcEndpointType: 'GatewayLoadBalancer',
  ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
  State: 'available',
  SubnetIds: [subnet],
  OwnerId: '111122223333',
})
const ENDPOINTS = [inspectionEndpoint('vpce-a', 'subnet-ha'), inspectionEndpoint('vpce-b', 'subnet-hb')]

interface Hub {
  readonly spokeRoutes?: readonly string[]
  readonly tables?: readonly JsonObject[]
  readonly endpoints?: readonly JsonObject[]
  readonly mode?: string | null
  readonly missing?: TransitSketch['missing']
}

/** Two spokes whose way out goes by a transit gateway to a hub with a firewall in two zones. */
function hub({
  spokeRoutes = ['0.0.0.0/0 tgw-1'],
  tables = [SPOKES, HUB],
  endpoints = ENDPOINTS,
  mode = 'enable',
  missing = [],
}: Hub = {}) {
  const options: JsonObject = mode === null ? { ApplianceModeSupport: null } : { ApplianceModeSupport: mode }
  return sketchTransit({
    vpcs: {
      'vpc-a': { cidr: '10.1.0.0/16', subnets: { 'subnet-a': '10.1.0.0/24' }, routes: { 'subnet-a': spokeRoutes } },
      'vpc-b': {
        cidr: '10.2.0.0/16',
        subnets: { 'subnet-b': '10.2.0.0/24' },
        routes: { 'subnet-b': ['0.0.0.0/0 tgw-1'] },
      },
      'vpc-hub': {
        cidr: '10.9.0.0/16',
        subnets: { 'subnet-ha': '10.9.0.0/24 eu-west-1a', 'subnet-hb': '10.9.1.0/24 eu-west-1b' },
      },
    },
    elements: {
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayVpcAttachments: [
        vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-a'] }),
        vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets: ['subnet-b'] }),
        vpcAttachment({
          id: 'tgw-attach-h',
          gateway: 'tgw-1',
          vpc: 'vpc-hub',
          subnets: ['subnet-ha', 'subnet-hb'],
          options,
        }),
      ],
      TransitGatewayRouteTables: tables,
      VpcEndpoints: endpoints,
    },
    missing,
  })
}
const SPOKES = transitTable('tgw-rtb-s', {
  gateway: 'tgw-1',
  associations: ['tgw-attach-a', 'tgw-attach-b'],
  routes: ['0.0.0.0/0 tgw-attach-h'],
})
const HUB = transitTable('tgw-rtb-h', {
  gateway: 'tgw-1',
  associations: ['tgw-attach-h'],
  routes: ['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated'],
})
/** A table of its own for one spoke. */
const tableOf = (name: string, ...routes: readonly string[]) =>
  transitTable(`tgw-rtb-${name}`, { gateway: 'tgw-1', associations: [`tgw-attach-${name}`], routes })

// Source: Network Firewall guide, "Deployment models for AWS Network Firewall".
describe('INL-001 a firewall for what leaves', () => {
  it('passes every spoke of a hub that inspects', () => {
    expect(tell('INL-001', hub())).toEqual(['PASS vpc-a', 'PASS vpc-b', 'PASS vpc-hub'])
  })

  it.each([
    ['the hub has no firewall', hub({ endpoints: [] }), 'FAIL vpc-a info none'],
    ['a spoke has a way out of its own', hub({ spokeRoutes: ['0.0.0.0/0 igw-1'] }), 'FAIL vpc-a info none'],
    [
      'a spoke leads out by IPv6 alone',
      hub({ spokeRoutes: ['::/0 eigw-1', '0.0.0.0/0 tgw-1'] }),
      'FAIL vpc-a info none',
    ],
    ['a spoke leads nowhere', hub({ spokeRoutes: [] }), 'PASS vpc-a'],
    ['the transit gateway leads nowhere', hub({ tables: [tableOf('a'), HUB] }), 'PASS vpc-a'],
    ['the routes were not searched', hub({ tables: [{ ...SPOKES, Routes: null }, HUB] }), 'NOT_EVALUATED vpc-a'],
    [
      'the hub is of another account',
      hub({ tables: [tableOf('a', '0.0.0.0/0 tgw-attach-x'), HUB] }),
      'NOT_EVALUATED vpc-a',
    ],
  ])('%s', (_, inventory, expected) => {
    expect(tell('INL-001', inventory)).toContain(expected)
  })

  it('fails a VPC with a way out and no firewall, passes one with a declared appliance', () => {
    expect(tell('INL-001', {})).toEqual(['FAIL vpc-1 info none'])
    expect(tell('INL-001', {}, { inspectionTargets: ['eni-1'] })).toEqual(['PASS vpc-1'])
    const { evidence, remediation, related } = theFailure('INL-001', {})
    expect(evidence.map(({ kind }) => kind)).toEqual(['absence'])
    expect(related).toEqual([{ role: 'gateway', id: 'igw-1' }])
    expect(remediation.cli[0]).toContain('--vpc-id vpc-1')
  })

  it('says nothing against a VPC while the place of a firewall is not told', () => {
    const FirewallArn = 'arn:aws:network-firewall:eu-west-1:111122223333:firewall/inspect'
    const [finding] = findingsOf('INL-001', { elements: { Firewalls: [{ FirewallArn, FirewallName: 'inspect' }] } })
    expect(finding?.status).toBe('NOT_EVALUATED')
    expect(finding?.reasonNotEvaluated).toBe(
      `Whether firewall inspect inspects what leaves vpc-1 is not known: in which VPC it stands was not told. To answer: aws network-firewall describe-firewall --region eu-west-1 --firewall-arn ${FirewallArn}`,
    )
  })

  it('asks for what is missing and for nothing else', () => {
    const own = findingsOf('INL-001', { missing: ['VpcEndpoints'] }).find(({ resource }) => resource.id === 'vpc-1')
    expect(own?.reasonNotEvaluated).toMatch(/ To answer: aws ec2 describe-vpc-endpoints --region eu-west-1$/)
  })

  it('gives no verdict where endpoints were not collected', () => {
    expect(tell('INL-001', { missing: ['VpcEndpoints'] })).toEqual([EVERYWHERE, 'NOT_EVALUATED vpc-1'])
  })
})

// Source: Transit Gateway guide, "Appliance in a shared services VPC".
describe('INL-006 both directions', () => {
  const NAME = 'tgw-attach-h'

  it.each([
    ['appliance mode is on', hub(), [`PASS ${NAME}`]],
    ['appliance mode is off', hub({ mode: 'disable' }), [`FAIL ${NAME} medium none`]],
    [
      'it is off, with a firewall in one zone',
      hub({ mode: 'disable', endpoints: ENDPOINTS.slice(1) }),
      [`PASS ${NAME}`],
    ],
    ['it was not told', hub({ mode: null }), [`NOT_EVALUATED ${NAME}`]],
    ['nothing inspects', hub({ mode: 'disable', endpoints: [] }), []],
    [
      'each spoke has its table, and both lead to the hub',
      hub({ tables: [tableOf('a', '0.0.0.0/0 tgw-attach-h'), tableOf('b', '0.0.0.0/0 tgw-attach-h'), HUB] }),
      [`PASS ${NAME}`],
    ],
    [
      'one of them leads back directly',
      hub({
        tables: [
          tableOf('a', '0.0.0.0/0 tgw-attach-h'),
          tableOf('b', '0.0.0.0/0 tgw-attach-h', '10.1.0.0/16 tgw-attach-a'),
          HUB,
        ],
      }),
      [`FAIL ${NAME} medium none`],
    ],
    [
      'both talk directly, and go out by the hub',
      hub({
        tables: [
          tableOf('a', '0.0.0.0/0 tgw-attach-h', '10.2.0.0/16 tgw-attach-b'),
          tableOf('b', '0.0.0.0/0 tgw-attach-h', '10.1.0.0/16 tgw-attach-a'),
          HUB,
        ],
      }),
      [`PASS ${NAME}`],
    ],
    ['the routes were not searched', hub({ tables: [{ ...SPOKES, Routes: null }, HUB] }), [`NOT_EVALUATED ${NAME}`]],
    ['no table was collected', hub({ missing: ['TransitGatewayRouteTables'] }), [`NOT_EVALUATED ${NAME}`]],
    ['endpoints were not collected', hub({ missing: ['VpcEndpoints'] }), [EVERYWHERE]],
  ])('%s', (_, inventory, expected) => {
    expect(tell('INL-006', inventory)).toEqual(expected)
  })

  it('switches appliance mode on', () => {
    const { evidence, remediation } = theFailure('INL-006', hub({ mode: 'disable' }))
    expect(evidence[0]?.pointer).toBe('/TransitGatewayVpcAttachments/2/Options/ApplianceModeSupport')
    expect(remediation.cli).toEqual([
      'aws ec2 modify-transit-gateway-vpc-attachment --region eu-west-1 --transit-gateway-attachment-id tgw-attach-h --options ApplianceModeSupport=enable',
    ])
  })

  it('names the table that leads back, apart from appliance mode', () => {
    const tables = [tableOf('a', '0.0.0.0/0 tgw-attach-h'), tableOf('b', '10.1.0.0/16 tgw-attach-a'), HUB]
    const findings = findingsOf('INL-006', hub({ mode: 'disable', tables }))
    expect(findings.map(({ title }) => title).toSorted()).toEqual([
      'Appliance mode of tgw-attach-h is off',
      'Replies go past tgw-attach-h',
    ])
    const oneWay = findings.find(({ title }) => title.startsWith('Replies'))
    expect(oneWay?.evidence.map(({ resourceId }) => resourceId)).toEqual(['tgw-rtb-b'])
    expect(oneWay?.remediation.cli[0]).toContain('--transit-gateway-route-table-id tgw-rtb-b ')
  })
})
