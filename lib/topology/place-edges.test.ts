import { describe, expect, it } from 'vitest'
import { type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'
import { buildScene } from './build-scene.ts'
import type { TopologyGraph, TopologyNode } from './graph.ts'
import { borderSide } from './layout-vpc.ts'
import { serviceTail } from './place-gateways.ts'
import { isPublic } from './place-spread.ts'

function graphOf(sketch: NetworkSketch): TopologyGraph {
  return buildGraph(sketchNetwork(sketch))
}

function node(graph: TopologyGraph, id: string): TopologyNode {
  const found = graph.nodes.find((item) => item.id === id)
  if (!found) throw new Error(`No node ${id}.`)
  return found
}

function withRoutes(...routes: string[]): NetworkSketch {
  return { tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], main: true } } }
}

describe('what only a route names', () => {
  it.each([
    ['nat-9 blackhole', 'nat-gateway', { parentId: 'vpc-1', detail: 'gone' }],
    ['nat-9', 'nat-gateway', { parentId: 'vpc-1', detail: '' }],
    ['vpce-9 blackhole', 'vpc-endpoint', { parentId: 'vpc-1', detail: 'gone' }],
    ['eni-9 blackhole', 'network-interface', { parentId: 'vpc-1', detail: 'gone' }],
    ['pcx-9', 'vpc-peering', { parentId: 'vpc-1', detail: '' }],
    ['vgw-9 blackhole', 'vpn-gateway', { parentId: 'vpc-1', detail: '' }],
    ['tgw-9', 'transit-gateway', { parentId: null, detail: 'not collected' }],
  ] as const)('0.0.0.0/0 %s stands dotted where its kind does', (target, kind, place) => {
    const [id = ''] = target.split(' ')
    const drawn = node(graphOf(withRoutes(`0.0.0.0/0 ${target}`)), id)
    expect(drawn).toMatchObject({ ...place, kind, collected: false })
    expect(drawn.facts).toHaveLength(1)
  })

  it('a gateway of a subnet nobody can name sits on the border below, not in a card of its own', () => {
    const scene = buildScene(graphOf(withRoutes('0.0.0.0/0 nat-9 blackhole')))
    const [vpc, nat] = ['vpc-1', 'nat-9'].map((id) => scene.nodes.find((item) => item.id === id))
    expect(nat && borderSide(nat)).toBe('bottom')
    expect(scene.nodes.some((item) => item.kind === 'unplaced')).toBe(false)
    expect((nat?.y ?? 0) + (nat?.height ?? 0) / 2).toBe(vpc?.height)
    expect(scene.lines.find((line) => line.to === 'nat-9')).toMatchObject({ blackhole: true, atRest: true })
  })

  it('a collected one stands in its subnet', () => {
    expect(borderSide({ kind: 'nat-gateway', collected: true })).toBeNull()
  })
})

describe('route lines at rest', () => {
  it.each([
    ['0.0.0.0/0 igw-1', true],
    ['::/0 igw-1', true],
    ['10.9.0.0/16 pcx-9', false],
    ['10.9.0.0/16 pcx-9 blackhole', true],
  ])('%s: %s', (route, atRest) => {
    const scene = buildScene(graphOf(withRoutes(route)))
    const routes = scene.lines.filter((line) => line.kind === 'route')
    expect(routes.map((line) => line.atRest)).toEqual([atRest])
  })

  it('the default counts among other prefixes on one line', () => {
    const graph = graphOf(withRoutes('10.7.0.0/16 pcx-9', '10.8.0.0/16 pcx-9', '10.9.0.0/16 pcx-9', '::/0 pcx-9'))
    const [line] = graph.lines.filter((item) => item.kind === 'route')
    expect(line).toMatchObject({ isDefault: true, label: '10.7.0.0/16 and 3 more' })
  })
})

describe('a gateway', () => {
  it.each([
    ['attached', 'vpc-1'],
    ['detached', 'unplaced:111122223333:eu-west-1'],
    ['detaching', 'unplaced:111122223333:eu-west-1'],
  ])('that is %s stands in %s', (state, parentId) => {
    const gateway = { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: state }] }
    expect(node(graphOf({ elements: { VpnGateways: [gateway] } }), 'vgw-1').parentId).toBe(parentId)
  })
})

describe('names and counts', () => {
  it('a subnet keeps its full name, and knows it without that of its VPC', () => {
    const tags = (name: string) => [{ Key: 'Name', Value: name }]
    const graph = graphOf({
      elements: {
        Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', Tags: tags('shop') }],
        Subnets: ['shop-public-a', 'data-a'].map((name, index) => ({
          SubnetId: `subnet-${index + 1}`,
          VpcId: 'vpc-1',
          CidrBlock: `10.0.${index}.0/24`,
          AvailabilityZone: 'eu-west-1a',
          Tags: tags(name),
        })),
      },
    })
    expect(node(graph, 'subnet-1')).toMatchObject({ label: 'shop-public-a', shortLabel: 'public-a' })
    expect(node(graph, 'subnet-2').shortLabel).toBeUndefined()
  })

  it('counts only VPCs that were collected', () => {
    const peering = {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1' },
      AccepterVpcInfo: { VpcId: 'vpc-far', OwnerId: '444455556666' },
    }
    const scene = buildScene(graphOf({ elements: { VpcPeeringConnections: [peering] } }))
    expect(scene.nodes.some((item) => item.id === 'vpc-far')).toBe(true)
    expect(scene.counts.vpcs).toBe(1)
  })

  it.each([
    ['com.amazonaws.eu-west-1.s3', 's3'],
    ['com.amazonaws.eu-west-1.ecr.dkr', 'ecr.dkr'],
    ['com.amazonaws.vpce.eu-west-1.vpce-svc-1', 'eu-west-1.vpce-svc-1'],
    ['aws.sagemaker.eu-west-1.notebook', 'eu-west-1.notebook'],
    ['custom', 'custom'],
  ])('the service %s is called %s', (service, tail) => {
    expect(serviceTail(service)).toBe(tail)
  })
})

describe('isPublic', () => {
  const [inner, outer] = ['eni-in', 'eni-out'].map((id) => {
    const publicIp = id === 'eni-out' ? '198.51.100.7' : null
    const found = sketchNetwork({ interfaces: { [id]: { publicIp } } }).networkInterfaces.get(id)
    if (!found) throw new Error('The sketch has the interface.')
    return found
  })

  it('holds as soon as one of several addresses is', () => {
    if (!(inner && outer)) throw new Error('Two interfaces.')
    const both = { ...inner, addresses: [...inner.addresses, ...outer.addresses] }
    expect([[inner], [outer], [both], [inner, outer], []].map(isPublic)).toEqual([false, true, true, true, false])
  })
})
