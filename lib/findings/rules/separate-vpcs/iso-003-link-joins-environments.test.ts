import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { peering, vpc } from '../../../testing/plain-elements.ts'
import { otherAttachment, transitGateway, transitTable } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const SET = { tagKeys: { environment: ['env'], owner: [], workload: [], tier: [] } }
const tagged = (id: string, block: string, Value: string) => ({
  ...vpc(id, block),
  ...(Value === '' ? {} : { Tags: [{ Key: 'Env', Value }] }),
})
const vpcs = (a: string, b: string) => [tagged('vpc-a', '10.1.0.0/16', a), tagged('vpc-b', '10.2.0.0/16', b)]
const NOTHING = { interfaces: {}, instances: {}, subnets: {}, tables: {}, acls: {}, groups: {} }

const peered = (a: string, b: string, state = 'active') => ({
  ...NOTHING,
  elements: {
    Vpcs: vpcs(a, b),
    VpcPeeringConnections: [
      peering(
        'pcx-1',
        [
          ['vpc-a', '10.1.0.0/16'],
          ['vpc-b', '10.2.0.0/16'],
        ],
        state,
      ),
    ],
  },
})
const transit = (table: JsonObject) => ({
  ...NOTHING,
  elements: {
    Vpcs: vpcs('prod', 'dev'),
    TransitGateways: [transitGateway('tgw-1')],
    TransitGatewayAttachments: ['a', 'b'].map((name) =>
      otherAttachment(`tgw-attach-${name}`, 'tgw-1', `vpc vpc-${name}`),
    ),
    TransitGatewayRouteTables: [table],
  },
})
const routed = (routes: readonly string[] | null) =>
  transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ['tgw-attach-a'], routes })

// Source: Transit Gateway guide, "Isolated VPCs": the route table an attachment uses decides whom it reaches.
describe('ISO-003 link joins production and something else', () => {
  it.each([
    ['production and development', peered('prod', 'dev'), ['FAIL pcx-1 high none']],
    ['two words for production', peered('prod', 'Live'), ['PASS pcx-1']],
    ['development and test', peered('dev', 'test'), ['PASS pcx-1']],
    ['a VPC without the tag', peered('prod', ''), ['NOT_EVALUATED pcx-1']],
    ['a peering that was deleted', peered('prod', 'dev', 'deleted'), []],
    ['a transit gateway that leads across', transit(routed(['10.2.0.0/16 tgw-attach-b'])), ['FAIL tgw-1 high none']],
    ['a transit gateway that does not', transit(routed(['10.2.0.0/16 - blackhole'])), ['PASS tgw-1']],
    ['a transit gateway whose routes nobody told', transit(routed(null)), ['NOT_EVALUATED tgw-1']],
  ])('%s', (_, network, expected) => {
    expect(tell('ISO-003', network, SET)).toEqual(expected)
  })

  it('takes what the settings call production', () => {
    expect(tell('ISO-003', peered('gold', 'dev'), { ...SET, productionValues: ['gold'] })).toEqual([
      'FAIL pcx-1 high none',
    ])
  })

  it('follows an endpoint to the VPC of its service', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/back/1'
    const elements = {
      Vpcs: vpcs('prod', 'dev'),
      VpcEndpoints: [
        {
          VpcEndpointId: 'vpce-1',
          VpcId: 'vpc-a',
          VpcEndpointType: 'Interface',
          ServiceName: 'svc',
          State: 'available',
        },
      ],
      VpcEndpointServices: [{ ServiceId: 'vpce-svc-1', ServiceName: 'svc', NetworkLoadBalancerArns: [arn] }],
      LoadBalancers: [{ LoadBalancerArn: arn, LoadBalancerName: 'back', Type: 'network', VpcId: 'vpc-b' }],
    }
    expect(tell('ISO-003', { ...NOTHING, elements }, SET)).toEqual(['FAIL vpce-1 high none'])
  })

  it('names both sides with their tags', () => {
    const { title, evidence, settingsUsed } = theFailure('ISO-003', peered('prod', 'dev'), SET)
    expect(title).toBe('pcx-1 joins prod and dev')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/VpcPeeringConnections/0', '/Vpcs/0', '/Vpcs/1'])
    expect(settingsUsed['productionValues']).toBe('prod, production and live')
  })

  it('is not evaluated while no tag is named', () => {
    expect(tell('ISO-003', peered('prod', 'dev'))).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})
