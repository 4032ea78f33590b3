import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'
import type { TopologyNode } from './graph.ts'
import { serviceTail } from './place-gateways.ts'

const SUBNETS: NonNullable<NetworkSketch['subnets']> = {
  'subnet-1': { cidr: '10.0.0.0/24' },
  'subnet-2': { cidr: '10.0.1.0/24' },
  'subnet-3': { cidr: '10.0.2.0/24' },
}

/** Nodes of one kind in a network with three subnets and no instances. */
function nodesOf(kind: TopologyNode['kind'], sketch: NetworkSketch): readonly TopologyNode[] {
  const inventory = sketchNetwork({ subnets: SUBNETS, instances: {}, interfaces: {}, ...sketch })
  return buildGraph(inventory).nodes.filter((node) => node.kind === kind)
}

function places(nodes: readonly TopologyNode[]): (readonly [string, string | null, readonly string[]])[] {
  return nodes.map((node) => [node.label, node.parentId, node.resourceIds])
}

const BARE = { instance: null, publicIp: null } as const

function database(id: string, more: JsonObject = {}): JsonObject {
  return {
    DBInstanceIdentifier: id,
    DBInstanceArn: `arn:aws:rds:eu-west-1:111122223333:db:${id}`,
    Engine: 'postgres',
    Endpoint: { Port: 5432 },
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1' }],
    DBSubnetGroup: {
      VpcId: 'vpc-1',
      Subnets: [{ SubnetIdentifier: 'subnet-1' }, { SubnetIdentifier: 'subnet-2' }],
    },
    ...more,
  }
}

describe('databases', () => {
  const RDS = { ...BARE, description: 'RDSNetworkInterface', groups: ['sg-1'] }

  it('take the interface whose subnet and groups fit only them', () => {
    const [node, ...others] = nodesOf('database', {
      interfaces: { 'eni-1': { ...RDS, subnet: 'subnet-2' } },
      elements: { DBInstances: [database('orders')] },
    })
    expect(others).toEqual([])
    expect(node).toMatchObject({ label: 'orders', parentId: 'subnet-2', code: 'RDS' })
    expect(node?.resourceIds).toContain('eni-1')
  })

  it('leave the interface on its own where two fit it alike: a guess would be a claim', () => {
    const nodes = nodesOf('database', {
      interfaces: { 'eni-1': { ...RDS, subnet: 'subnet-2' } },
      elements: { DBInstances: [database('orders'), database('carts')] },
    })
    expect(nodes.find((node) => node.resourceIds.includes('eni-1'))?.resourceIds).toEqual(['eni-1'])
    expect(nodes).toHaveLength(3)
  })

  it.each([
    [['eu-west-1a', 'eu-west-1b'], true],
    [['eu-west-1a', 'eu-west-1a'], false],
  ])('of the zones %j share an interface by zone: %s', (zones, isTaken) => {
    const instances = zones.map((AvailabilityZone, index) => database(`db-${index}`, { AvailabilityZone }))
    const nodes = nodesOf('database', {
      interfaces: { 'eni-1': { ...RDS, subnet: 'subnet-1' } },
      elements: { DBInstances: instances },
    })
    const holder = nodes.find((node) => node.resourceIds.includes('eni-1'))
    expect(holder?.label === 'db-0').toBe(isTaken)
    expect(nodes).toHaveLength(isTaken ? 2 : 3)
  })

  it('do not take an interface with other groups', () => {
    const nodes = nodesOf('database', {
      groups: { 'sg-1': [], 'sg-2': [] },
      interfaces: { 'eni-1': { ...RDS, subnet: 'subnet-2', groups: ['sg-2'] } },
      elements: { DBInstances: [database('orders')] },
    })
    expect(nodes.find((node) => node.label === 'orders')?.resourceIds).not.toContain('eni-1')
  })

  it('stand in the first subnet of their group where nothing tells more', () => {
    const nodes = nodesOf('database', { elements: { DBInstances: [database('orders')] } })
    expect(nodes.map((node) => [node.label, node.parentId, node.detail])).toEqual([
      ['orders', 'subnet-1', 'postgres · 5432'],
    ])
  })

  it('of ElastiCache are found by the name in the description', () => {
    const nodes = nodesOf('database', {
      interfaces: { 'eni-1': { ...BARE, subnet: 'subnet-3', description: 'ElastiCache carts-001' } },
      elements: { CacheClusters: [{ CacheClusterId: 'carts-001', Engine: 'redis', SecurityGroups: [] }] },
    })
    expect(nodes).toHaveLength(1)
    expect(nodes[0]).toMatchObject({ code: 'RED', parentId: 'subnet-3' })
    expect(nodes[0]?.resourceIds).toContain('eni-1')
  })
})

describe('NAT gateways', () => {
  const gateway = { NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', State: 'available' }

  it('stand for their interface and their Elastic IP', () => {
    const nodes = nodesOf('nat-gateway', {
      interfaces: { 'eni-1': { ...BARE, type: 'nat_gateway', description: 'Interface for NAT Gateway nat-1' } },
      elements: {
        NatGateways: [
          {
            ...gateway,
            NatGatewayAddresses: [{ NetworkInterfaceId: 'eni-1', AllocationId: 'eipalloc-1', PublicIp: '192.0.2.9' }],
          },
        ],
        Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '192.0.2.9', NetworkInterfaceId: 'eni-1' }],
      },
    })
    expect(places(nodes)).toEqual([['nat-1', 'subnet-1', ['nat-1', 'eipalloc-1', 'eni-1']]])
  })

  it('are placed by their own word when no interface was collected', () => {
    expect(places(nodesOf('nat-gateway', { elements: { NatGateways: [gateway] } }))).toEqual([
      ['nat-1', 'subnet-1', ['nat-1']],
    ])
  })
})

describe('endpoints', () => {
  it('have a chip in each subnet they have an interface in', () => {
    const nodes = nodesOf('vpc-endpoint', {
      interfaces: {
        'eni-1': { ...BARE, subnet: 'subnet-1', description: 'VPC Endpoint Interface vpce-1' },
        'eni-2': { ...BARE, subnet: 'subnet-2', description: 'VPC Endpoint Interface vpce-1' },
      },
      elements: {
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-1',
            VpcEndpointType: 'Interface',
            VpcId: 'vpc-1',
            ServiceName: 'com.amazonaws.eu-west-1.ssm',
            NetworkInterfaceIds: ['eni-1', 'eni-2'],
            SubnetIds: ['subnet-1', 'subnet-2'],
          },
        ],
      },
    })
    expect(places(nodes)).toEqual([
      ['ssm', 'subnet-1', ['vpce-1', 'eni-1']],
      ['ssm', 'subnet-2', ['eni-2']],
    ])
  })

  it('of a firewall are the firewall', () => {
    const nodes = nodesOf('firewall-endpoint', {
      elements: {
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-9',
            VpcEndpointType: 'GatewayLoadBalancer',
            VpcId: 'vpc-1',
            ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
            SubnetIds: ['subnet-3'],
          },
        ],
      },
    })
    expect(nodes.map((node) => [node.code, node.parentId])).toEqual([['GWLB', 'subnet-3']])
  })

  it.each([
    ['com.amazonaws.eu-west-1.s3', 's3'],
    ['com.amazonaws.eu-west-1.ecr.dkr', 'ecr.dkr'],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b', 'eu-west-1.vpce-svc-0a1b'],
    ['odd', 'odd'],
  ])('of %s are called %s', (serviceName, tail) => {
    expect(serviceTail(serviceName)).toBe(tail)
  })

  it('for gateways sit on the border, by the name of their service', () => {
    const nodes = nodesOf('gateway-endpoint', {
      elements: {
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-2',
            VpcEndpointType: 'Gateway',
            VpcId: 'vpc-1',
            ServiceName: 'com.amazonaws.eu-west-1.s3',
          },
        ],
      },
    })
    expect(places(nodes)).toEqual([['s3', 'vpc-1', ['vpce-2']]])
  })
})

describe('functions', () => {
  const ENI = { ...BARE, description: 'AWS Lambda VPC ENI-stock-sync-42beade6-90f6-2d98-2cdf-4b045f3db4cd' }

  it('known only by the interfaces they left are still one thing a subnet', () => {
    const nodes = nodesOf('function', { interfaces: { 'eni-1': ENI, 'eni-2': { ...ENI, subnet: 'subnet-2' } } })
    expect(places(nodes)).toEqual([
      ['stock-sync', 'subnet-1', ['eni-1']],
      ['stock-sync', 'subnet-2', ['eni-2']],
    ])
    expect(nodes[0]?.facts).toContain('Known by its interfaces only')
  })

  it('that were described stand for their interfaces', () => {
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:stock-sync'
    const nodes = nodesOf('function', {
      interfaces: { 'eni-1': ENI },
      elements: {
        Functions: [
          {
            FunctionName: 'stock-sync',
            FunctionArn: arn,
            VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
          },
        ],
      },
    })
    expect(nodes).toHaveLength(1)
    expect(nodes[0]?.resourceIds).toContain('eni-1')
  })
})

describe('addresses nobody uses', () => {
  it('are in the card of their account', () => {
    const graph = buildGraph(
      sketchNetwork({ elements: { Addresses: [{ AllocationId: 'eipalloc-9', PublicIp: '192.0.2.99' }] } }),
    )
    const node = graph.nodes.find((item) => item.id === 'eipalloc-9')
    expect(node).toMatchObject({ code: 'EIP', detail: 'not associated', parentId: 'unplaced:111122223333:eu-west-1' })
  })
})
