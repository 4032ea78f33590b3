import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { parseAddress } from '../net/prefix.ts'
import { TCP } from '../net/protocol.ts'
import { NLB } from '../testing/ask-balancers.ts'
import { type TargetGroupSketch, withBalancers } from '../testing/sketch-balancers.ts'
import { sketchTransit } from '../testing/sketch-transit.ts'
import { exposure } from './exposure.ts'
import { networkOf } from './network.ts'
import { trace } from './trace.ts'

const OPEN = ['out all 0.0.0.0/0']

const PEERING: JsonObject = {
  VpcPeeringConnectionId: 'pcx-1',
  Status: { Code: 'active' },
  RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333', Region: 'eu-west-1', CidrBlock: '10.1.0.0/16' },
  AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: '111122223333', Region: 'eu-west-1', CidrBlock: '10.2.0.0/16' },
}

/** A Network Load Balancer in `vpc-1` before an address in `vpc-2`, which it peers with. */
function across(attributes: Readonly<Record<string, string>>, admitted: readonly string[]) {
  const node = { subnet: 'subnet-1', privateIp: '10.1.0.5', publicIp: '198.51.100.5' }
  const group: TargetGroupSketch = {
    type: 'ip',
    protocol: 'TCP',
    targets: ['10.2.0.10@all'],
    attributes,
  }
  const { elements, interfaces } = withBalancers({
    balancers: { shop: { kind: 'net', listeners: ['TCP:443 tg-web'], nodes: { 'eni-node-1': node } } },
    targetGroups: { 'tg-web': group },
    network: { interfaces: {} },
  })
  return networkOf(
    sketchTransit({
      vpcs: {
        'vpc-1': {
          cidr: '10.1.0.0/16',
          subnets: { 'subnet-1': '10.1.0.0/24' },
          routes: { 'subnet-1': ['0.0.0.0/0 igw-1', '10.2.0.0/16 pcx-1'] },
          hosts: interfaces ?? {},
          groups: { 'sg-lb': ['in tcp 443 0.0.0.0/0', ...OPEN] },
        },
        'vpc-2': {
          cidr: '10.2.0.0/16',
          subnets: { 'subnet-2': '10.2.0.0/24' },
          routes: { 'subnet-2': ['10.1.0.0/16 pcx-1'] },
          hosts: {
            'eni-t': { subnet: 'subnet-2', privateIp: '10.2.0.10', publicIp: null, instance: null, groups: ['sg-t'] },
          },
          groups: { 'sg-t': [...admitted, ...OPEN] },
        },
      },
      elements: {
        ...elements,
        VpcPeeringConnections: [PEERING],
        InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
      },
    }),
  )
}

const KEPT = { 'preserve_client_ip.enabled': 'true' }

describe('a target in a peered VPC (NLB guide, "Target type" and "Client IP preservation")', () => {
  it.each<[string, Readonly<Record<string, string>>, string, boolean]>([
    ['the client, when it is kept', KEPT, 'in tcp 8080 203.0.113.0/24', true],
    ['not the node, when the client is kept', KEPT, 'in tcp 8080 10.1.0.0/16', false],
    ['the node, when the client is hidden', {}, 'in tcp 8080 10.1.0.0/16', true],
    ['the group of the node over the peering', KEPT, 'in tcp 8080 sg-lb', true],
  ])('sees %s', (_words, attributes, ...[rule, passes]) => {
    const network = across(attributes, [rule])
    const answer = trace(network, {
      from: 'internet',
      to: NLB,
      protocol: TCP,
      port: 443,
      family: null,
      sourceIp: parseAddress('203.0.113.7'),
      destinationIp: null,
      sourcePort: null,
      icmp: null,
      via: null,
    })

    expect(answer.verdict).toBe(passes ? 'reachable' : 'blocked')
    expect(exposure(network).some(({ via, members }) => via === NLB && members.includes('eni-t'))).toBe(passes)
  })
})
