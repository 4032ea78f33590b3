import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DescribeDocument, DescribeKey } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { documentOf } from '../testing/describe-document.ts'
import { estateOfSize } from '../testing/estate-of-size.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'
import { formatGraph } from './format-tree.ts'
import type { TopologyGraph, TopologyNode } from './graph.ts'

/** Everything that has a place on the chart; groups, tables, ACLs and the like are told of in the panel. */
const DRAWABLE = [
  'vpcs',
  'subnets',
  'networkInterfaces',
  'instances',
  'elasticIps',
  'internetGateways',
  'egressOnlyInternetGateways',
  'carrierGateways',
  'natGateways',
  'vpnGateways',
  'vpcPeeringConnections',
  'transitGateways',
  'transitGatewayAttachments',
  'customerGateways',
  'vpnConnections',
  'clientVpnEndpoints',
  'vpcEndpoints',
  'vpcEndpointServices',
  'instanceConnectEndpoints',
  'directConnectGateways',
  'virtualInterfaces',
  'directConnectConnections',
  'loadBalancers',
  'databases',
  'computes',
  'networkFirewalls',
  'accelerators',
] as const satisfies readonly (keyof Inventory)[]

function drawableIds(inventory: Inventory): string[] {
  return DRAWABLE.flatMap((key) => [...inventory[key].keys()]).sort()
}

function node(graph: TopologyGraph, id: string): TopologyNode {
  const found = graph.nodes.find((item) => item.id === id)
  if (!found) throw new Error(`${id} is not on the chart:\n${formatGraph(graph)}`)
  return found
}

function expectEachOnce(inventory: Inventory): void {
  const graph = buildGraph(inventory)
  const drawn = graph.nodes.flatMap((item) => item.resourceIds)
  const known = new Set(drawableIds(inventory))
  expect(drawn.filter((id) => known.has(id)).sort()).toEqual(drawableIds(inventory))
  const ids = new Set(graph.nodes.map((item) => item.id))
  expect(graph.nodes.filter((item) => item.parentId !== null && !ids.has(item.parentId))).toEqual([])
  expect(graph.lines.filter((line) => !ids.has(line.from) || !ids.has(line.to))).toEqual([])
}

function without(documents: readonly DescribeDocument[], keys: readonly DescribeKey[]): DescribeDocument[] {
  return documents.map((document) => ({
    ...document,
    elements: new Map([...document.elements].filter(([key]) => !keys.includes(key))),
  }))
}

describe('buildGraph', () => {
  it('stands for each resource of the sample exactly once', () => {
    expectEachOnce(readDescribe(sampleDocuments()))
  })

  it('drops nothing, whatever was not collected', () => {
    const documents = [...sampleDocuments(), ...estateOfSize({ vpcs: 2, subnetsPerVpc: 3, instancesPerSubnet: 2 })]
    const keys = [...new Set(documents.flatMap((document) => [...document.elements.keys()]))]
    fc.assert(
      fc.property(fc.subarray(keys), (dropped) => {
        expectEachOnce(readDescribe(without(documents, dropped)))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same in whatever order the inventory was filled', () => {
    const inventory = readDescribe(sampleDocuments())
    const entries = Object.entries(inventory).map(([key, value]) => [
      key,
      value instanceof Map ? new Map([...value].toReversed()) : value,
    ])
    const turned = Object.fromEntries(entries) as Inventory
    expect(JSON.stringify(buildGraph(turned))).toBe(JSON.stringify(buildGraph(inventory)))
  })

  it('draws a small network as one would by hand', () => {
    expect(`\n${formatGraph(buildGraph(sketchNetwork()))}`).toBe(`
internet Internet (internet) 0.0.0.0/0 · ::/0
vpc vpc-1 10.0.0.0/16
  internet-gateway igw-1
  availability-zone eu-west-1a (az:vpc-1:eu-west-1a)
    subnet subnet-1 10.0.0.0/24 · 2001:db8:1::/64 public
      instance bastion-1 (i-1) 198.51.100.10 + eni-1
internet ── igw-1
subnet-1 ··> igw-1 [0.0.0.0/0, ::/0]`)
  })
})

describe('interfaces', () => {
  it('fold into their instance when primary, and stand on their own otherwise', () => {
    const inventory = sketchNetwork({
      interfaces: {
        'eni-1': {},
        'eni-2': { privateIp: '10.0.0.99', publicIp: null },
        'eni-3': { instance: null, privateIp: '10.0.0.77', publicIp: null, status: 'available' },
      },
    })
    const graph = buildGraph(inventory)
    expect(node(graph, 'i-1').resourceIds).toContain('eni-1')
    expect(node(graph, 'eni-2').parentId).toBe('subnet-1')
    expect(node(graph, 'eni-3')).toMatchObject({ code: 'ENI', detail: 'idle', facts: ['idle'] })
  })

  it.each([
    ['RDSNetworkInterface', 'RDS', 'RDS'],
    ['arn:aws:ecs:eu-west-1:111122223333:attachment/1d17dc6f', 'ECS', 'ECS task'],
    ['AWS Lambda VPC ENI-stock-42beade6-90f6-2d98-2cdf-4b045f3db4cd', 'λ', 'stock'],
    ['EFS mount target for fs-1 (fsmt-1)', 'EFS', 'EFS mount target'],
    ['Network Interface for Transit Gateway Attachment tgw-attach-1', 'TGW', 'TGW interface'],
    ['something else', 'ENI', 'eni-9'],
  ])('described as "%s" are %s', (description, code, label) => {
    const graph = buildGraph(
      sketchNetwork({ interfaces: { 'eni-9': { instance: null, publicIp: null, description } }, instances: {} }),
    )
    expect(graph.nodes.find((item) => item.resourceIds.includes('eni-9'))).toMatchObject({ code, label })
  })
})

describe('things with a foot in several subnets', () => {
  const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188'
  const inventory = sketchNetwork({
    subnets: {
      'subnet-1': { cidr: '10.0.0.0/24' },
      'subnet-2': { cidr: '10.0.1.0/24' },
    },
    interfaces: {
      'eni-1': { instance: null, description: 'ELB app/shop/50dc6c495c0c9188', privateIp: '10.0.0.5' },
      'eni-2': {
        instance: null,
        description: 'ELB app/shop/50dc6c495c0c9188',
        privateIp: '10.0.1.5',
        publicIp: null,
        subnet: 'subnet-2',
      },
    },
    instances: {},
    elements: {
      LoadBalancers: [
        {
          LoadBalancerArn: ARN,
          LoadBalancerName: 'shop',
          Type: 'application',
          Scheme: 'internet-facing',
          VpcId: 'vpc-1',
          State: { Code: 'active' },
          AvailabilityZones: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
          SecurityGroups: ['sg-1'],
        },
      ],
      Listeners: [
        { ListenerArn: 'a', LoadBalancerArn: ARN, Port: 443, Protocol: 'HTTPS' },
        { ListenerArn: 'b', LoadBalancerArn: ARN, Port: 80, Protocol: 'HTTP' },
      ],
    },
  })

  it('have one chip a subnet; the first stands for the thing, all of them name it', () => {
    const graph = buildGraph(inventory)
    const chips = graph.nodes.filter((item) => item.kind === 'load-balancer')
    expect(chips.map((chip) => [chip.parentId, chip.resourceIds, chip.sharedIds, chip.detail])).toEqual([
      ['subnet-1', [ARN, 'eni-1'], [ARN], 'tcp/80,443 · 198.51.100.10'],
      ['subnet-2', ['eni-2'], [ARN], 'tcp/80,443 · 10.0.1.5'],
    ])
  })

  it('count once in the header of their VPC', () => {
    expect(node(buildGraph(inventory), 'vpc-1').facts).toContain('2 resources')
  })
})

describe('what is missing', () => {
  it('a VPC only peered with is dotted, and says so', () => {
    const graph = buildGraph(
      sketchNetwork({
        elements: {
          VpcPeeringConnections: [
            {
              VpcPeeringConnectionId: 'pcx-1',
              Status: { Code: 'active' },
              RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: '111122223333' },
              AccepterVpcInfo: { VpcId: 'vpc-9', OwnerId: '444455556666', CidrBlock: '10.9.0.0/16' },
            },
          ],
        },
      }),
    )
    expect(node(graph, 'vpc-9')).toMatchObject({ kind: 'external-vpc', collected: false, parentId: null })
    expect(node(graph, 'pcx-1').parentId).toBe('vpc-1')
    expect(graph.lines).toContainEqual(expect.objectContaining({ kind: 'association', from: 'pcx-1', to: 'vpc-9' }))
  })

  it('a resource whose subnet is in no document is in a card of its VPC that says so', () => {
    const graph = buildGraph(
      sketchNetwork({ interfaces: { 'eni-1': { subnet: 'subnet-gone', instance: null } }, instances: {} }),
    )
    expect(node(graph, 'eni-1').parentId).toBe('unplaced:vpc-1:named')
    expect(node(graph, 'unplaced:vpc-1:named')).toMatchObject({ parentId: 'vpc-1', label: 'Subnet not collected' })
  })

  it('a route to what was deleted still has an end, crossed out', () => {
    const graph = buildGraph(
      sketchNetwork({
        tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-gone blackhole'], main: true } },
      }),
    )
    expect(node(graph, 'nat-gone')).toMatchObject({ collected: false, kind: 'nat-gateway' })
    expect(graph.lines).toContainEqual(expect.objectContaining({ to: 'nat-gone', blackhole: true }))
  })

  it('a subnet nobody told the free addresses of has no fill, rather than none used', () => {
    const told = documentOf({
      elements: {
        Subnets: [
          {
            SubnetId: 'subnet-a',
            VpcId: 'vpc-1',
            CidrBlock: '10.0.0.0/28',
            AvailabilityZone: 'eu-west-1a',
            AvailableIpAddressCount: 11,
          },
          { SubnetId: 'subnet-b', VpcId: 'vpc-1', CidrBlock: '10.0.1.0/28', AvailabilityZone: 'eu-west-1a' },
        ],
      },
    })
    const graph = buildGraph(readDescribe([told]))
    expect([node(graph, 'subnet-a').fill, node(graph, 'subnet-b').fill]).toEqual([0, null])
    expect(node(graph, 'vpc-1').collected).toBe(false)
  })
})

describe('traffic', () => {
  it('goes from subnet to subnet, however many hosts stand in them', () => {
    const graph = buildGraph(readDescribe(estateOfSize({ vpcs: 1, subnetsPerVpc: 4, instancesPerSubnet: 20 })))
    const traffic = graph.lines.filter((line) => line.kind === 'traffic')
    const subnets = new Set(graph.nodes.filter((item) => item.kind === 'subnet').map((item) => item.id))
    expect(traffic.length).toBeGreaterThan(0)
    expect(traffic.every((line) => subnets.has(line.from) && subnets.has(line.to))).toBe(true)
    expect(traffic.length).toBeLessThanOrEqual(4 * 3)
  })
})
