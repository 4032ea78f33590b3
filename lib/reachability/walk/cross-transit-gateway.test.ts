import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../describe/document.ts'
import {
  otherAttachment,
  sketchTransit,
  type TransitSketch,
  type TransitTableSketch,
  transitGateway,
  transitTable,
  vpcAttachment,
  vpnConnection,
} from '../../testing/sketch-transit.ts'
import { type LegSketch, walkFrom } from '../../testing/walk-from.ts'

const A_TO_B = '10.1.0.10 > 10.2.0.10 tcp 443'

/** `vpc-a` and `vpc-b`, a host in each, both attached to `tgw-1`, which routes between them. */
const VPCS: TransitSketch['vpcs'] = {
  'vpc-a': {
    cidr: '10.1.0.0/16',
    subnets: { 'subnet-a': '10.1.0.0/24' },
    routes: { 'subnet-a': ['10.2.0.0/16 tgw-1'] },
    hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
  },
  'vpc-b': {
    cidr: '10.2.0.0/16',
    subnets: { 'subnet-b': '10.2.0.0/24', 'subnet-b-tgw': '10.2.9.0/28' },
    routes: { 'subnet-b': ['10.1.0.0/16 tgw-1'] },
    hosts: { 'eni-b': 'subnet-b 10.2.0.10', 'eni-beside': 'subnet-b-tgw 10.2.9.5' },
  },
}

const ATTACHMENTS = [
  vpcAttachment({ id: 'tgw-attach-a', gateway: 'tgw-1', vpc: 'vpc-a', subnets: ['subnet-a'] }),
  vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
]

const BETWEEN: TransitTableSketch = {
  gateway: 'tgw-1',
  associations: ['tgw-attach-a', 'tgw-attach-b'],
  propagations: ['tgw-attach-a', 'tgw-attach-b'],
  routes: ['10.1.0.0/16 tgw-attach-a propagated', '10.2.0.0/16 tgw-attach-b propagated'],
}

interface World extends Partial<TransitSketch> {
  readonly table?: Partial<TransitTableSketch> | null
  readonly gateway?: JsonObject
  readonly attachments?: readonly JsonObject[]
}

function world({ table, gateway, attachments, elements, ...more }: World = {}) {
  return sketchTransit({
    vpcs: VPCS,
    ...more,
    elements: {
      TransitGateways: [gateway ?? transitGateway('tgw-1')],
      TransitGatewayVpcAttachments: attachments ?? ATTACHMENTS,
      TransitGatewayRouteTables: table === null ? [] : [transitTable('tgw-rtb-1', { ...BETWEEN, ...table })],
      ...elements,
    },
  })
}

const INSIDE: LegSketch = {
  place: { kind: 'transit-gateway', id: 'tgw-1', attachmentId: 'tgw-attach-a' },
  packet: A_TO_B,
  sender: 'eni-a',
}

function across(sketch: World = {}, leg: Partial<LegSketch> = {}) {
  return walkFrom(world(sketch), { ...INSIDE, ...leg })
}

// Source: Transit Gateway guide, "How transit gateways work".
describe('through a transit gateway', () => {
  it('a packet comes in by an attachment, is routed by its table, and comes out by another', () => {
    const { verdict, arrival, hops } = across()

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
    expect(hops.slice(0, 5).map(({ component }) => component)).toEqual([
      'tgw-attach-a',
      'tgw-1',
      'tgw-rtb-1',
      'tgw-attach-b',
      'subnet-b-tgw',
    ])
    expect(hops[2]?.rules).toMatchObject([
      { kind: 'transit-gateway-route', resourceId: 'tgw-rtb-1', pointer: '/TransitGatewayRouteTables/0/Routes/1' },
    ])
  })

  it('the sender is still known, over the transit gateway', () => {
    expect(across().state.identity).toEqual({ interfaceId: 'eni-a', over: ['transit-gateway'] })
  })

  it.each<[string, World, string]>([
    ['the gateway is being deleted', { gateway: transitGateway('tgw-1', {}, 'deleting') }, 'BAD_STATE'],
    [
      'the attachment it comes in by waits for acceptance',
      { attachments: [{ ...ATTACHMENTS[0], State: 'pendingAcceptance' }, ATTACHMENTS[1] ?? {}] },
      'BAD_STATE_ATTACHMENT',
    ],
    [
      'the attachment it comes out by is being deleted',
      { attachments: [ATTACHMENTS[0] ?? {}, { ...ATTACHMENTS[1], State: 'deleting' }] },
      'BAD_STATE_ATTACHMENT',
    ],
  ])('it is blocked while %s, and the rest of the way is still looked at', (_, sketch, code) => {
    const { verdict, codes, arrival } = across(sketch)

    expect(verdict).toBe('blocked')
    expect(codes).toEqual([code])
    expect(arrival).toEqual({ kind: 'interface', id: 'eni-b' })
  })

  it('stops at the gateway, or at the attachment, that was asked for', () => {
    expect(across({}, { destinationId: 'tgw-1' }).arrival).toEqual({ kind: 'gateway', id: 'tgw-1' })
    expect(across({}, { destinationId: 'tgw-attach-a' }).arrival).toEqual({ kind: 'gateway', id: 'tgw-attach-a' })
    expect(across({}, { destinationId: 'tgw-attach-b' }).arrival).toEqual({ kind: 'gateway', id: 'tgw-attach-b' })
  })

  it('answers unknown, never blocked, when the attachment was not collected', () => {
    const { verdict, keys } = across({ attachments: [] })

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['TransitGatewayAttachments'])
  })

  it('works as its attachments do where the gateway itself, of another account, was not collected', () => {
    expect(across({ elements: { TransitGateways: [] } }).verdict).toBe('reachable')
  })

  it('answers unknown when the state of an attachment was not told', () => {
    const { State: _, ...untold } = ATTACHMENTS[1] ?? {}
    expect(across({ attachments: [ATTACHMENTS[0] ?? {}, untold] }).verdict).toBe('unknown')
  })
})

// Source: Transit Gateway guide, "Route table association": an attachment has one table at most.
describe('the association of an attachment', () => {
  it('blocks where there is none', () => {
    const { verdict, codes } = across({ table: { associations: ['tgw-attach-b'] } })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'])
  })

  it('still names what else would block, at the one VPC that holds the destination', () => {
    const shut = { ...VPCS, 'vpc-b': { ...VPCS['vpc-b'], groups: { 'sg-vpc-b': [] } } } as TransitSketch['vpcs']
    const { codes } = across({ table: { associations: [] }, vpcs: shut })

    expect(codes).toContain('TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION')
    expect(codes).toContain('SG_HAS_NO_RULES')
  })

  it('is unknown, never missing, when the associations of a table were not asked for', () => {
    const { verdict, keys } = across({ table: { associations: null } })

    expect(verdict).toBe('unknown')
    expect(keys).toEqual(['TransitGatewayRouteTables'])
  })

  it('is unknown when the tables were not collected', () => {
    expect(across({ missing: ['TransitGatewayRouteTables'] }).verdict).toBe('unknown')
  })

  it('is what describe-transit-gateway-attachments says, where the table does not', () => {
    const told = otherAttachment('tgw-attach-a', 'tgw-1', 'vpc vpc-a')
    const Association = { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' }
    const elements = { TransitGatewayAttachments: [{ ...told, Association }] }

    expect(across({ table: { associations: null }, elements }).verdict).toBe('reachable')
  })

  it('is surely missing where describe-transit-gateway-attachments, asked by the owner, prints none', () => {
    const own = otherAttachment('tgw-attach-a', 'tgw-1', 'vpc vpc-a')
    const attachments = ATTACHMENTS.slice(1)
    const answer = across({
      attachments,
      table: { associations: null },
      elements: { TransitGatewayAttachments: [own] },
    })

    expect(answer.codes).toEqual(['TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'])
  })

  it('to a table that was not collected leaves its routes unknown', () => {
    const told = otherAttachment('tgw-attach-a', 'tgw-1', 'vpc vpc-a')
    const Association = { TransitGatewayRouteTableId: 'tgw-rtb-9', State: 'associated' }
    const { verdict, hops } = across({
      table: null,
      elements: { TransitGatewayAttachments: [{ ...told, Association }] },
    })

    expect(verdict).toBe('unknown')
    expect(hops.at(-1)?.unknowns[0]?.code).toBe('TGW_RTB_ROUTES_ARE_UNKNOWN')
  })
})

// Source: Transit Gateway guide, route evaluation order; Reachability Analyzer guide, codes TGW_RTB_….
describe('the routes of a transit gateway route table', () => {
  it('block where none takes the packet, and name the route that should have', () => {
    const routes = ['10.1.0.0/16 tgw-attach-a', '10.2.9.0/24 tgw-attach-b']
    const { verdict, codes, hops } = across({ table: { routes } })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'TGW_RTB_CANNOT_ROUTE'])
    expect(hops[2]?.blockers[1]?.rule?.pointer).toBe('/TransitGatewayRouteTables/0/Routes/1')
  })

  it('block at a blackhole that is longer, and name the route it beats', () => {
    const routes = ['10.2.0.0/16 tgw-attach-b propagated', '10.2.0.0/24 - blackhole']
    const { verdict, codes } = across({ table: { routes } })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['TGW_RTB_BAD_STATE_ROUTE', 'TGW_RTB_MORE_SPECIFIC_ROUTE'])
  })

  it('name the longest of several routes that a blackhole beats', () => {
    const routes = ['10.0.0.0/8 tgw-attach-b', '10.2.0.0/16 tgw-attach-b', '10.2.0.0/24 - blackhole']
    const { hops } = across({ table: { routes } })
    expect(hops[2]?.blockers.map(({ rule }) => rule?.pointer)).toEqual([
      '/TransitGatewayRouteTables/0/Routes/2',
      '/TransitGatewayRouteTables/0/Routes/1',
    ])
  })

  it('block at a static blackhole of the same block as a propagated route', () => {
    const routes = ['10.2.0.0/16 tgw-attach-b propagated', '10.2.0.0/16 - blackhole']
    const { codes } = across({ table: { routes } })

    expect(codes).toEqual(['TGW_RTB_BAD_STATE_ROUTE', 'TGW_RTB_HIGHER_PRIORITY_ROUTE'])
  })

  it('answer unknown, never blocked, when they were not collected', () => {
    const { verdict, hops, keys } = across({ table: { routes: null } })

    expect(verdict).toBe('unknown')
    expect(hops.at(-1)?.unknowns[0]?.code).toBe('TGW_RTB_ROUTES_ARE_UNKNOWN')
    expect(keys).toEqual(['TransitGatewayRouteTables'])
  })

  it('answer unknown when the list of a blackhole was not collected, and reachable once it leads the same way', () => {
    const prefixLists = { 'pl-1': null }
    const lost = { routes: [...(BETWEEN.routes ?? []), 'pl-1 - blackhole'] }
    const alike = { routes: [...(BETWEEN.routes ?? []), 'pl-1 tgw-attach-b'] }

    expect(across({ table: lost, prefixLists }).verdict).toBe('unknown')
    expect(across({ table: alike, prefixLists }).verdict).toBe('reachable')
  })

  it('answer what both attachments say when the flows are spread over two', () => {
    const routes = ['10.2.0.0/16 tgw-attach-b,tgw-attach-a']
    // By the second the packet comes back into its own VPC, whose table sends it to the gateway again.
    expect(across({ table: { routes } }).verdict).not.toBe('reachable')
    expect(across({ table: { routes: ['10.2.0.0/16 tgw-attach-b,tgw-attach-b'] } }).verdict).toBe('reachable')
  })

  it('find an attachment by what it attaches where the route names no attachment', () => {
    const byResource = (ResourceId: string) => ({
      ...transitTable('tgw-rtb-1', BETWEEN),
      Routes: [
        {
          DestinationCidrBlock: '10.2.0.0/16',
          Type: 'static',
          State: 'active',
          TransitGatewayAttachments: [{ ResourceId, ResourceType: 'vpc' }],
        },
      ],
    })
    const by = (ResourceId: string) =>
      across({ elements: { TransitGatewayRouteTables: [byResource(ResourceId)] } }).verdict

    expect(by('vpc-b')).toBe('reachable')
    expect(by('vpc-c')).toBe('unknown')
  })

  it('answer unknown for a route whose state is neither active nor blackhole', () => {
    expect(across({ table: { routes: ['10.2.0.0/16 tgw-attach-b pending'] } }).verdict).toBe('unknown')
  })
})

// Source: Transit Gateway guide, "Availability Zones"; Reachability Analyzer guide, TGW_ATTACH_VPC_AZ_RESTRICTION.
describe('the zone in which a packet comes out', () => {
  const zoned = (options: JsonObject = {}, subnets = ['subnet-b1', 'subnet-b2']): World => ({
    vpcs: {
      'vpc-a': VPCS['vpc-a'] ?? { cidr: '', subnets: {} },
      'vpc-b': {
        cidr: '10.2.0.0/16',
        subnets: {
          'subnet-b': '10.2.0.0/24',
          'subnet-b1': '10.2.8.0/28 eu-west-1a',
          'subnet-b2': '10.2.9.0/28 eu-west-1b',
          'subnet-b3': '10.2.10.0/28 eu-west-1c',
        },
        hosts: { 'eni-b': 'subnet-b 10.2.0.10' },
      },
    },
    attachments: [
      ATTACHMENTS[0] ?? {},
      vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-1', vpc: 'vpc-b', subnets, options }),
    ],
  })
  const exit = (sketch: World, zone: string | null) =>
    across(sketch, { zone }).hops.find(({ kind }) => kind === 'subnet')

  it('is its own where the attachment has a subnet', () => {
    expect(exit(zoned(), 'eu-west-1b')).toMatchObject({ component: 'subnet-b2', caveats: [] })
    expect(exit(zoned(), 'eu-west-1a')).toMatchObject({ component: 'subnet-b1', caveats: [] })
  })

  it('is another where it has none, and says so', () => {
    const { verdict, caveats } = across(zoned({}, ['subnet-b2']), { zone: 'eu-west-1a' })

    expect(verdict).toBe('reachable')
    expect(caveats).toEqual(['AVAILABILITY_ZONE_CROSSED'])
  })

  it('may be any with appliance mode: what all of them say stands', () => {
    expect(across(zoned({ ApplianceModeSupport: 'enable' }), { zone: 'eu-west-1a' }).verdict).toBe('reachable')
  })

  it('may be any with appliance mode: where they differ nobody knows', () => {
    const sketch = zoned({ ApplianceModeSupport: 'enable' })
    const acls = { 'acl-2': { subnets: ['subnet-b2'], entries: [] } }
    const vpcs = { ...sketch.vpcs, 'vpc-b': { ...sketch.vpcs?.['vpc-b'], acls } } as TransitSketch['vpcs']

    expect(across({ ...sketch, vpcs }, { zone: 'eu-west-1a' }).verdict).toBe('unknown')
    expect(across({ ...zoned(), vpcs }, { zone: 'eu-west-1a' }).verdict).toBe('reachable')
    expect(across({ ...zoned(), vpcs }, { zone: 'eu-west-1b' }).verdict).toBe('blocked')
  })

  it('leads nowhere although another would lead on, and that is named', () => {
    const { vpcs, ...rest } = zoned()
    const routes = { 'subnet-b1': ['172.16.0.0/12 - blackhole'], 'subnet-b2': ['172.16.0.0/12 eni-b'] }
    const steered = { ...vpcs, 'vpc-b': { ...vpcs?.['vpc-b'], routes } } as TransitSketch['vpcs']
    const table = { routes: ['172.16.0.0/12 tgw-attach-b'] }
    const { codes } = across({ ...rest, vpcs: steered, table }, { packet: '10.1.0.10 > 172.16.0.1 tcp 443' })

    expect(codes.slice(0, 2)).toEqual(['TGW_ATTACH_VPC_AZ_RESTRICTION', 'BAD_STATE_ROUTE'])
  })

  it('should be kept by appliance mode where the table leads to a middlebox', () => {
    const { vpcs, ...rest } = zoned()
    const routes = { 'subnet-b1': ['172.16.0.0/12 eni-b'] }
    const steered = { ...vpcs, 'vpc-b': { ...vpcs?.['vpc-b'], routes } } as TransitSketch['vpcs']
    const table = { routes: ['172.16.0.0/12 tgw-attach-b'] }
    const packet = '10.1.0.10 > 172.16.0.1 tcp 443'

    expect(across({ ...rest, vpcs: steered, table }, { packet }).caveats).toContain(
      'TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED',
    )
  })

  it('is unknown when the subnets of the attachment were not collected', () => {
    const attachments = [otherAttachment('tgw-attach-b', 'tgw-1', 'vpc vpc-b')]
    const { verdict, keys } = across({
      attachments: ATTACHMENTS.slice(0, 1),
      elements: { TransitGatewayAttachments: attachments },
    })

    expect(verdict).toBe('unknown')
    expect(keys).toContain('TransitGatewayVpcAttachments')
  })

  it('is unknown, never blocked, when an attachment subnet belongs to an account that was not collected', () => {
    const { verdict, keys } = across(zoned({}, ['subnet-elsewhere']))

    expect(verdict).toBe('unknown')
    expect(keys).toContain('Subnets')
  })
})

// Source: Transit Gateway guide, "Network ACLs for transit gateways".
describe('the network ACL of an attachment subnet', () => {
  const guarded = (subnets: readonly string[], entries: readonly string[]): World => ({
    vpcs: {
      ...VPCS,
      'vpc-b': { ...VPCS['vpc-b'], acls: { 'acl-guard': { subnets, entries } } },
    } as TransitSketch['vpcs'],
  })

  it('judges outward what goes on to another subnet', () => {
    expect(across(guarded(['subnet-b-tgw'], ['100 in allow all 0.0.0.0/0'])).codes).toEqual(['SUBNET_ACL_RESTRICTION'])
  })

  it('does not judge what goes to an interface in the attachment subnet itself', () => {
    const { verdict } = across(guarded(['subnet-b-tgw'], []), { packet: '10.1.0.10 > 10.2.9.5 tcp 443' })

    expect(verdict).toBe('reachable')
  })
})

// Source: Transit Gateway guide, "Transit gateway attachments".
describe('attachments that leave AWS, or lead to another gateway', () => {
  const packet = '10.1.0.10 > 172.16.0.1 tcp 443'
  const toward = (kindAndResource: string, elements: World['elements'] = {}) =>
    across(
      {
        table: { routes: ['172.16.0.0/12 tgw-attach-out'] },
        elements: {
          TransitGatewayAttachments: [otherAttachment('tgw-attach-out', 'tgw-1', kindAndResource)],
          ...elements,
        },
      },
      { packet },
    )

  it('a VPN with a tunnel that is up carries on', () => {
    const { verdict, arrival } = toward('vpn vpn-1', {
      VpnConnections: [vpnConnection('vpn-1', { TransitGatewayId: 'tgw-1' })],
    })

    expect(verdict).toBe('reachable')
    expect(arrival).toEqual({ kind: 'on-premises', id: 'tgw-1', attachmentId: 'tgw-attach-out' })
  })

  it('a VPN whose tunnels are all down blocks', () => {
    const { verdict, codes } = toward('vpn vpn-1', { VpnConnections: [vpnConnection('vpn-1', {}, ['DOWN', 'DOWN'])] })

    expect(verdict).toBe('blocked')
    expect(codes).toEqual(['TGW_BAD_STATE_VPN'])
  })

  it.each([
    ['a VPN that was not collected', 'vpn vpn-1', 'VpnConnections'],
    ['a Direct Connect gateway that was not collected', 'direct-connect-gateway dxgw-1', 'DirectConnectGateways'],
  ])('%s is unknown, never blocked', (_, kind, key) => {
    const { verdict, keys } = toward(kind)

    expect(verdict).toBe('unknown')
    expect(keys).toEqual([key])
  })

  it('a Direct Connect gateway carries on while a virtual interface is up', () => {
    const gateway = { directConnectGatewayId: 'dxgw-1', directConnectGatewayState: 'available' }
    const line = (virtualInterfaceState: string) => ({
      virtualInterfaceId: 'dxvif-1',
      virtualInterfaceState,
      directConnectGatewayId: 'dxgw-1',
    })
    const verdictOf = (...VirtualInterfaces: JsonObject[]) =>
      toward('direct-connect-gateway dxgw-1', { DirectConnectGateways: [gateway], VirtualInterfaces }).verdict

    expect(verdictOf(line('available'))).toBe('reachable')
    // Others may belong to another account.
    expect(verdictOf(line('down'))).toBe('unknown')
    expect(verdictOf()).toBe('unknown')
  })

  it.each(['connect tgw-attach-9', 'network-function arn:function'])('%s is not followed: unknown', (kind) => {
    const { verdict, hops } = toward(kind)

    expect(verdict).toBe('unknown')
    expect(hops.at(-1)?.unknowns[0]?.code).toBe('UNSUPPORTED_COMPONENT')
  })
})

// Source: Transit Gateway guide, "Transit gateway peering attachments": static routes on both sides.
describe('peered transit gateways', () => {
  const peering = {
    TransitGatewayAttachmentId: 'tgw-attach-p',
    State: 'available',
    RequesterTgwInfo: { TransitGatewayId: 'tgw-1', OwnerId: '111122223333', Region: 'eu-west-1' },
    AccepterTgwInfo: { TransitGatewayId: 'tgw-2', OwnerId: '111122223333', Region: 'eu-central-1' },
  }
  const near = (more: Partial<TransitSketch> = {}): TransitSketch => ({
    vpcs: { 'vpc-a': VPCS['vpc-a'] ?? { cidr: '', subnets: {} } },
    elements: {
      TransitGateways: [transitGateway('tgw-1')],
      TransitGatewayVpcAttachments: ATTACHMENTS.slice(0, 1),
      TransitGatewayPeeringAttachments: [peering],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', {
          gateway: 'tgw-1',
          associations: ['tgw-attach-a', 'tgw-attach-p'],
          routes: ['10.2.0.0/16 tgw-attach-p'],
        }),
      ],
    },
    ...more,
  })
  const far = (routes: readonly string[] = ['10.2.0.0/16 tgw-attach-b']): TransitSketch => ({
    region: 'eu-central-1',
    vpcs: { 'vpc-b': VPCS['vpc-b'] ?? { cidr: '', subnets: {} } },
    elements: {
      TransitGateways: [transitGateway('tgw-2')],
      TransitGatewayVpcAttachments: [
        vpcAttachment({ id: 'tgw-attach-b', gateway: 'tgw-2', vpc: 'vpc-b', subnets: ['subnet-b-tgw'] }),
      ],
      TransitGatewayPeeringAttachments: [peering],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-2', { gateway: 'tgw-2', associations: ['tgw-attach-b', 'tgw-attach-p'], routes }),
      ],
    },
  })

  it('are crossed by the table of each, and hide who sends', () => {
    const { verdict, hops, state } = walkFrom(sketchTransit(near(), far()), INSIDE)

    expect(verdict).toBe('reachable')
    expect(hops.map(({ component }) => component)).toEqual(expect.arrayContaining(['tgw-rtb-1', 'tgw-2', 'tgw-rtb-2']))
    expect(state.identity).toBeNull()
  })

  it('need a static route on the other side too', () => {
    const { verdict, codes } = walkFrom(sketchTransit(near(), far([])), INSIDE)

    expect(verdict).toBe('blocked')
    expect(codes).toContain('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT')
  })

  it('answer unknown, never blocked, when the other Region was not collected', () => {
    expect(walkFrom(sketchTransit(near()), INSIDE).verdict).toBe('unknown')
  })

  it('of which one is not named answer unknown', () => {
    const { AccepterTgwInfo: _, ...half } = peering
    const sketch = near()
    const elements = { ...sketch.elements, TransitGatewayPeeringAttachments: [half] }

    expect(walkFrom(sketchTransit({ ...sketch, elements }), INSIDE).keys).toEqual(['TransitGatewayPeeringAttachments'])
  })
})
