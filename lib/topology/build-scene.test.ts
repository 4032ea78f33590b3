import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { type EstateSize, estateOfSize } from '../testing/estate-of-size.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { buildGraph } from './build-graph.ts'
import { buildScene, DEFAULT_SCENE_OPTIONS } from './build-scene.ts'
import { LINE_BUDGET, NODE_BUDGET } from './fold-plan.ts'
import { formatScene } from './format-tree.ts'
import type { TopologyGraph, TopologyLine, TopologyNode } from './graph.ts'
import { borderSide } from './layout-vpc.ts'
import { chipHeight } from './measure.ts'
import type { Level, Scene, SceneNode, SceneOptions } from './scene.ts'

const SAMPLE = buildGraph(readDescribe(sampleDocuments()))

function graphOf(size: EstateSize): TopologyGraph {
  return buildGraph(readDescribe(estateOfSize(size)))
}

/** A bare graph of any size, in milliseconds: each VPC joined to one transit gateway, subnets alternating in class. */
function barGraph(size: { accounts: number; vpcs: number; subnets: number; resources: number }): TopologyGraph {
  const nodes: TopologyNode[] = [bare('tgw', 'transit-gateway', null)]
  const lines: TopologyLine[] = []
  for (let account = 0; account < size.accounts; account++) {
    nodes.push(bare(`a${account}`, 'account', null))
    for (let vpc = 0; vpc < size.vpcs; vpc++) {
      const vpcId = `v${account}-${vpc}`
      nodes.push(bare(vpcId, 'vpc', `a${account}`))
      lines.push({
        id: `l${vpcId}`,
        kind: 'association',
        from: vpcId,
        to: 'tgw',
        label: vpcId,
        blackhole: false,
        resourceIds: [],
      })
      for (let subnet = 0; subnet < size.subnets; subnet++) {
        const subnetId = `${vpcId}-${subnet}`
        nodes.push({ ...bare(subnetId, 'subnet', vpcId), foldKey: String(subnet % 4) })
        for (let item = 0; item < size.resources; item++) {
          nodes.push({ ...bare(`${subnetId}-${item}`, 'instance', subnetId), foldKey: `k${item % 700}` })
        }
      }
    }
  }
  return { nodes, lines }
}

function bare(id: string, kind: TopologyNode['kind'], parentId: string | null): TopologyNode {
  return {
    id,
    kind,
    parentId,
    code: 'X',
    label: id,
    detail: '',
    subnetClass: kind === 'subnet' ? 'isolated' : null,
    fill: null,
    resourceIds: kind === 'account' ? [] : [id],
    foldKey: null,
    collected: true,
    facts: [],
  }
}

function resourceIds(nodes: readonly { readonly resourceIds: readonly string[] }[]): string[] {
  return nodes.flatMap((node) => node.resourceIds).sort()
}

function withOptions(options: Partial<SceneOptions>): SceneOptions {
  return { ...DEFAULT_SCENE_OPTIONS, ...options }
}

function expectWhole(scene: Scene, graph: TopologyGraph): void {
  expect(resourceIds(scene.nodes)).toEqual(resourceIds(graph.nodes))
  expect(scene.nodes.length).toBeLessThanOrEqual(NODE_BUDGET)
  expect(scene.lines.length).toBeLessThanOrEqual(LINE_BUDGET)
  expect(scene.counts.drawn + scene.counts.folded).toBe(scene.counts.resources)
  const seen = new Set<string>()
  for (const node of scene.nodes) {
    expect(node.parentId === null || seen.has(node.parentId)).toBe(true)
    expect(seen.has(node.id)).toBe(false)
    seen.add(node.id)
  }
  for (const line of scene.lines) expect(seen.has(line.from) && seen.has(line.to)).toBe(true)
}

const SIZES = fc.record({
  vpcs: fc.integer({ min: 1, max: 30 }),
  subnetsPerVpc: fc.integer({ min: 1, max: 13 }),
  instancesPerSubnet: fc.integer({ min: 0, max: 5 }),
  accounts: fc.integer({ min: 1, max: 6 }),
  regions: fc.integer({ min: 1, max: 3 }),
})

describe('buildScene', () => {
  it('keeps to the budget and drops nothing, at any size and with any choice by hand', () => {
    const choice = fc.record({
      size: SIZES,
      levels: fc.array(fc.tuple(fc.nat(), fc.constantFrom<Level>('chip', 'cards', 'full')), { maxLength: 20 }),
      reveal: fc.array(fc.nat(), { maxLength: 40 }),
    })
    fc.assert(
      fc.property(choice, ({ size, levels, reveal }) => {
        const graph = graphOf(size)
        const nth = (index: number) => graph.nodes[index % graph.nodes.length]?.id ?? ''
        const options = withOptions({
          levels: new Map(levels.map(([index, level]) => [nth(index), level])),
          reveal: new Set(reveal.map(nth)),
        })
        expectWhole(buildScene(graph, options), graph)
      }),
      { numRuns: 25 },
    )
  }, 30_000)

  it.each([
    { accounts: 1, vpcs: 1, subnets: 900, resources: 4 },
    { accounts: 1, vpcs: 2000, subnets: 1, resources: 1 },
    { accounts: 150, vpcs: 4, subnets: 3, resources: 2 },
    { accounts: 10, vpcs: 10, subnets: 20, resources: 50 },
    { accounts: 1, vpcs: 1, subnets: 1, resources: 100_000 },
  ])(
    'keeps to the budget in a lopsided or a huge network: %o',
    (size) => {
      const graph = barGraph(size)
      expectWhole(buildScene(graph), graph)
      const everything = withOptions({ reveal: new Set(graph.nodes.slice(-3000).map((node) => node.id)) })
      expectWhole(buildScene(graph, everything), graph)
      const opened = withOptions({ levels: new Map(graph.nodes.slice(0, 3000).map((node) => [node.id, 'full'])) })
      expectWhole(buildScene(graph, opened), graph)
    },
    30_000,
  )

  it('is byte-identical for the same network, in whatever order the graph lists it', () => {
    const once = JSON.stringify(buildScene(SAMPLE))
    expect(JSON.stringify(buildScene(SAMPLE))).toBe(once)
    const turned = { nodes: SAMPLE.nodes.toReversed(), lines: SAMPLE.lines.toReversed() }
    expect(JSON.stringify(buildScene(turned))).toBe(once)
  })

  it('is byte-identical in whatever order the files were read', () => {
    const documents = estateOfSize({ vpcs: 12, subnetsPerVpc: 6, instancesPerSubnet: 3, accounts: 3, regions: 2 })
    const [ahead, back] = [documents, documents.toReversed()].map((list) =>
      JSON.stringify(buildScene(buildGraph(readDescribe(list)))),
    )
    expect(back).toBe(ahead)
  })
})

describe('folding', () => {
  it('shows every resource on its own while there are few', () => {
    const scene = buildScene(graphOf({ vpcs: 1, subnetsPerVpc: 4, instancesPerSubnet: 4 }))
    expect(scene.nodes.every((node) => node.count === 1)).toBe(true)
    expect(scene.counts.folded).toBe(0)
  })

  it('folds equal resources of one subnet from three on, with exact counts', () => {
    const scene = buildScene(graphOf({ vpcs: 1, subnetsPerVpc: 3, instancesPerSubnet: 14 }))
    const folds = scene.nodes.filter((node) => node.count > 1)
    expect(folds.map((node) => node.count).sort()).toEqual([3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4])
    for (const fold of folds) expect(fold.resourceIds).toHaveLength(2 * fold.count)
    expect(scene.counts.folded).toBe(3 * 14)
  })

  it('a revealed resource is drawn on its own, and what holds it is open', () => {
    const graph = graphOf({ vpcs: 40, subnetsPerVpc: 12, instancesPerSubnet: 12 })
    const id = 'i-000200000300007'
    expect(graph.nodes.some((node) => node.id === id)).toBe(true)
    const before = buildScene(graph)
    expect(before.nodes.some((node) => node.id === id)).toBe(false)
    const scene = buildScene(graph, withOptions({ reveal: new Set([id]) }))
    expect(scene.nodes.find((node) => node.id === id)).toMatchObject({ count: 1, parentId: 'subnet-0002000003' })
  })

  it('a closed VPC says what it holds, by code, each thing once', () => {
    const graph = graphOf({ vpcs: 40, subnetsPerVpc: 3, instancesPerSubnet: 5 })
    const vpc = buildScene(graph).nodes.find((node) => node.id === 'vpc-00000')
    expect(vpc?.level).toBe('chip')
    expect(vpc?.contents).toEqual([
      { code: 'EC2', count: 15 },
      { code: 'NAT', count: 3 },
      { code: 'ATT', count: 1 },
      { code: 'IGW', count: 1 },
    ])
    expect(vpc?.resourceIds).toContain('i-000000000200004')
  })

  it('a level set by hand holds', () => {
    const graph = graphOf({ vpcs: 3, subnetsPerVpc: 6, instancesPerSubnet: 6 })
    const closed = buildScene(graph, withOptions({ levels: new Map([['vpc-00001', 'chip']]) }))
    expect(closed.nodes.filter((node) => node.parentId === 'vpc-00001')).toEqual([])
    const big = graphOf({ vpcs: 60, subnetsPerVpc: 6, instancesPerSubnet: 6 })
    const open = buildScene(big, withOptions({ levels: new Map([['vpc-00001', 'full']]) }))
    const subnets = open.nodes.filter((node) => node.kind === 'subnet')
    expect(subnets.map((node) => node.level)).toEqual(Array.from({ length: 6 }, () => 'full'))
  })
})

describe('scope', () => {
  it('shows one VPC and what it reaches, and counts no more', () => {
    const graph = graphOf({ vpcs: 40, subnetsPerVpc: 6, instancesPerSubnet: 6 })
    const scene = buildScene(graph, withOptions({ scope: 'vpc-00007' }))
    const vpcs = scene.nodes.filter((node) => node.kind === 'vpc')
    expect(vpcs.find((node) => node.id === 'vpc-00007')?.level).toBe('full')
    expect(scene.nodes.some((node) => node.kind === 'transit-gateway')).toBe(true)
    expect(vpcs.filter((node) => node.id !== 'vpc-00007').every((node) => node.level === 'chip')).toBe(true)
  })

  it('an unknown scope shows everything', () => {
    expect(buildScene(SAMPLE, withOptions({ scope: 'vpc-nowhere' }))).toEqual(buildScene(SAMPLE))
  })
})

interface Placed extends SceneNode {
  readonly left: number
  readonly top: number
}

function placedOf(scene: Scene): Placed[] {
  const byId = new Map<string, Placed>()
  return scene.nodes.map((node) => {
    const parent = node.parentId === null ? undefined : byId.get(node.parentId)
    const placed = { ...node, left: node.x + (parent?.left ?? 0), top: node.y + (parent?.top ?? 0) }
    byId.set(node.id, placed)
    return placed
  })
}

/** Every way out of a VPC there is, twice. */
const WAYS_OUT = sketchNetwork({
  subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.1.0.0/24', vpc: 'vpc-2' } },
  tables: {
    'rtb-1': {
      routes: [
        '10.0.0.0/16 local',
        '0.0.0.0/0 igw-1',
        '::/0 eigw-1',
        '10.1.0.0/16 pcx-1',
        '10.9.0.0/16 vgw-1',
        '10.8.0.0/16 tgw-1',
      ],
      subnets: ['subnet-1'],
    },
  },
  elements: {
    Vpcs: ['vpc-1', 'vpc-2'].map((VpcId, index) => ({ VpcId, CidrBlock: `10.${index}.0.0/16`, State: 'available' })),
    EgressOnlyInternetGateways: [
      { EgressOnlyInternetGatewayId: 'eigw-1', Attachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
    ],
    VpnGateways: ['vgw-1', 'vgw-2'].map((VpnGatewayId, index) => ({
      VpnGatewayId,
      State: 'available',
      VpcAttachments: [{ VpcId: `vpc-${index + 1}`, State: 'attached' }],
    })),
    CustomerGateways: ['cgw-1', 'cgw-2'].map((CustomerGatewayId) => ({
      CustomerGatewayId,
      IpAddress: '192.0.2.1',
      State: 'available',
    })),
    VpnConnections: [
      { VpnConnectionId: 'vpn-1', VpnGatewayId: 'vgw-1', CustomerGatewayId: 'cgw-1', State: 'available' },
      { VpnConnectionId: 'vpn-2', TransitGatewayId: 'tgw-1', CustomerGatewayId: 'cgw-2', State: 'available' },
    ],
    ClientVpnEndpoints: [
      {
        ClientVpnEndpointId: 'cvpn-endpoint-1',
        VpcId: 'vpc-1',
        ClientCidrBlock: '10.99.0.0/22',
        Status: { Code: 'available' },
      },
    ],
    TransitGateways: ['tgw-1', 'tgw-2'].map((TransitGatewayId) => ({ TransitGatewayId, State: 'available' })),
    TransitGatewayAttachments: [
      {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-2',
        State: 'available',
      },
      {
        TransitGatewayAttachmentId: 'tgw-attach-2',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'peering',
        ResourceId: 'tgw-2',
        State: 'available',
      },
      {
        TransitGatewayAttachmentId: 'tgw-attach-3',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'direct-connect-gateway',
        ResourceId: 'dxgw',
        State: 'available',
      },
      {
        TransitGatewayAttachmentId: 'tgw-attach-4',
        TransitGatewayId: 'tgw-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-99',
        State: 'available',
      },
    ],
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'pcx-1',
        Status: { Code: 'active' },
        RequesterVpcInfo: { VpcId: 'vpc-1' },
        AccepterVpcInfo: { VpcId: 'vpc-2' },
      },
    ],
    DirectConnectGateways: [
      { directConnectGatewayId: 'dxgw', directConnectGatewayName: 'dx', directConnectGatewayState: 'available' },
    ],
    VirtualInterfaces: [
      {
        virtualInterfaceId: 'dxvif-1',
        virtualInterfaceType: 'private',
        virtualInterfaceState: 'available',
        virtualGatewayId: 'vgw-2',
        connectionId: 'dxcon-1',
      },
      {
        virtualInterfaceId: 'dxvif-2',
        virtualInterfaceType: 'transit',
        virtualInterfaceState: 'available',
        directConnectGatewayId: 'dxgw',
        connectionId: 'dxcon-1',
      },
    ],
    Connections: [
      {
        connectionId: 'dxcon-1',
        connectionName: 'line',
        connectionState: 'available',
        location: 'Dublin',
        bandwidth: '1Gbps',
      },
    ],
  },
})

describe('every way out of a VPC', () => {
  it('is a node, and every association a line', () => {
    const scene = buildScene(buildGraph(WAYS_OUT))
    const associations = scene.lines
      .filter((line) => line.kind === 'association')
      .map((line) => `${line.from} ${line.to}`)
    expect(associations.sort()).toEqual(
      [
        'dxgw dxvif-2',
        'dxvif-1 dxcon-1',
        'dxvif-2 dxcon-1',
        'internet eigw-1',
        'internet igw-1',
        'pcx-1 pcx-1@vpc-2',
        'tgw-1 dxgw',
        'tgw-1 tgw-2',
        'tgw-1 vpn-2',
        'tgw-attach-1 tgw-1',
        'vgw-1 vpn-1',
        'vgw-2 dxvif-1',
        'vpc-1 cvpn-endpoint-1',
        'vpc-99 tgw-1',
        'vpn-1 cgw-1',
        'vpn-2 cgw-2',
      ].sort(),
    )
  })
})

const SCENES: [string, Scene][] = [
  ['every way out', buildScene(buildGraph(WAYS_OUT))],
  ['the sample', buildScene(SAMPLE)],
  ['one VPC', buildScene(graphOf({ vpcs: 1, subnetsPerVpc: 9, instancesPerSubnet: 2 }))],
  ['a full subnet', buildScene(graphOf({ vpcs: 1, subnetsPerVpc: 1, instancesPerSubnet: 20 }))],
  ['three VPCs', buildScene(graphOf({ vpcs: 3, subnetsPerVpc: 12, instancesPerSubnet: 9 }))],
  ['ten VPCs', buildScene(graphOf({ vpcs: 10, subnetsPerVpc: 12, instancesPerSubnet: 9 }))],
  [
    'four accounts in two regions',
    buildScene(graphOf({ vpcs: 40, subnetsPerVpc: 6, instancesPerSubnet: 3, accounts: 4, regions: 2 })),
  ],
]

describe.each(SCENES)('layout of %s', (_, scene) => {
  const placed = placedOf(scene)

  it('keeps siblings apart', () => {
    const clashes = placed.flatMap((a, index) =>
      placed.slice(index + 1).flatMap((b) => {
        const apart =
          a.parentId !== b.parentId ||
          a.left + a.width <= b.left ||
          b.left + b.width <= a.left ||
          a.top + a.height <= b.top ||
          b.top + b.height <= a.top
        return apart ? [] : [`${a.id} and ${b.id}`]
      }),
    )
    expect(clashes).toEqual([])
  })

  it('keeps children inside their parents, but for harbours on a border', () => {
    const outside = placed.filter((node) => {
      const parent = placed.find((other) => other.id === node.parentId)
      if (!parent || borderSide(node) !== null || node.kind === 'customer-gateway') return false
      return node.x < 0 || node.y < 0 || node.x + node.width > parent.width || node.y + node.height > parent.height
    })
    expect(outside.map((node) => node.id)).toEqual([])
  })

  it('lines up the rows of a VPC across its zones', () => {
    const cards = placed.filter((node) => node.kind === 'subnet')
    const vpcOf = (node: Placed) => placed.find((other) => other.id === node.parentId)?.parentId
    for (const card of cards) {
      const same = cards.filter((other) => vpcOf(other) === vpcOf(card) && other.top === card.top)
      expect(new Set(same.map((other) => other.height)).size).toBe(1)
      expect(new Set(same.map((other) => other.subnetClass)).size).toBe(1)
    }
  })

  it('runs every line straight or at right angles, from the border of one end to the border of the other', () => {
    const onBorder = (node: Placed | undefined, point: { x: number; y: number } | undefined) => {
      if (!node || !point) return false
      const [right, bottom] = [node.left + node.width, node.top + node.height]
      const inside = point.x >= node.left && point.x <= right && point.y >= node.top && point.y <= bottom
      const edge = point.x === node.left || point.x === right || point.y === node.top || point.y === bottom
      return inside && edge
    }
    const byId = new Map(placed.map((node) => [node.id, node]))
    for (const line of scene.lines) {
      for (const [index, point] of line.points.entries()) {
        const next = line.points[index + 1]
        if (next) expect(`${line.id} ${point.x === next.x || point.y === next.y}`).toBe(`${line.id} true`)
      }
      expect([line.id, onBorder(byId.get(line.from), line.points[0])]).toEqual([line.id, true])
      expect([line.id, onBorder(byId.get(line.to), line.points.at(-1))]).toEqual([line.id, true])
    }
  })

  it('crosses no chip, no card and no caption on the way', () => {
    const words = placed.filter(
      (node) =>
        !['vpc', 'account', 'region', 'on-premises', 'availability-zone'].includes(node.kind) ||
        node.contents.length > 0,
    )
    const crossings = scene.lines.flatMap((line) =>
      line.points.slice(1).flatMap((b, index) => {
        const a = line.points[index] ?? b
        return words
          .filter((node) => {
            const own = [line.from, line.to].some(
              (id) => id === node.id || placed.find((at) => at.id === id)?.parentId === node.id,
            )
            return !own && cuts(a, b, node)
          })
          .map((node) => `${line.id} crosses ${node.id}`)
      }),
    )
    expect(crossings).toEqual([])
  })
})

function cuts(a: { x: number; y: number }, b: { x: number; y: number }, node: Placed): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return left < node.left + node.width && right > node.left && top < node.top + node.height && bottom > node.top
}

describe('measures', () => {
  it('idle interfaces are drawn lower', () => {
    const idle = SAMPLE.nodes.filter((node) => node.facts[0] === 'idle' && node.kind === 'network-interface')
    for (const node of idle) expect(chipHeight(node)).toBe(34)
    const instance = SAMPLE.nodes.find((node) => node.kind === 'instance')
    expect(instance && chipHeight(instance)).toBe(44)
  })
})

describe('formatScene', () => {
  it('tells a small picture in words', () => {
    const scene = buildScene(buildGraph(sketchNetwork()))
    expect(`\n${formatScene(scene)}`).toBe(`
500×376: 2 resources, 2 drawn, 0 folded
internet Internet @12,20 476×36
vpc vpc-1 full @20,120 248×216
  internet-gateway igw-1 @128,-14 104×28
  availability-zone eu-west-1a @16,66 184×134
    subnet subnet-1 full @0,26 184×108
      instance bastion-1 @12,44 160×44
internet ── igw-1
subnet-1 ··> igw-1`)
  })
})
