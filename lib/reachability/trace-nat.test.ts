/** Through NAT gateways. Source of each rule: VPC guide, "NAT gateways", "NAT gateway basics", "Regional NAT gateways". */

import { describe, expect, it } from 'vitest'
import { formatAddress } from '../net/prefix.ts'
import { formatPorts } from '../net/traffic.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, formatTrace, tell } from '../testing/format-trace.ts'

const OPEN = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
  .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10' })
  .host('eni-web', 'subnet-pub', ['tcp/443 from 198.51.100.50/32', 'tcp/80 from 10.0.0.0/16'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })
  .acl('acl-pub', ['subnet-pub'], OPEN)
  .acl('acl-app', ['subnet-app'], OPEN)

describe('a public NAT gateway', () => {
  it('rewrites the source, and the reply back; the ACL of its subnet sees both flows', () => {
    const answer = ask(VPC.inventory, 'eni-app to internet tcp/443')
    expect(formatTrace(answer)).toEqual([
      'reachable',
      ...['> eni-app', '> sg-app', '> acl-app', '> rtb-app', '> acl-pub', '> nat-1', '> acl-pub', '> rtb-pub'],
      ...['> vpc-1', '> igw-1', '> internet'],
      ...['< internet', '< igw-1', '< acl-pub', '< nat-1', '< acl-pub', '< rtb-pub', '< acl-app', '< eni-app'],
    ])
    const [into, out] = answer.forward.filter(({ component }) => component === 'acl-pub')
    expect(into && formatAddress(into.inbound.source)).toBe('10.0.2.10')
    expect(out && formatAddress(out.inbound.source)).toBe('10.0.1.5')
    expect(out && formatPorts(out.inbound.sourcePorts)).toBe('1024-65535')
  })

  it.each([
    ['the flow from the client', ['100 in allow all 203.0.113.0/24', '100 out allow all 0.0.0.0/0']],
    ['the translated flow', ['100 in allow all 0.0.0.0/0', '100 out allow all 10.0.0.0/16']],
  ])('needs its ACL to let through %s', (_what, entries) => {
    const shut = VPC.acl('acl-pub', ['subnet-pub'], entries)
    expect(tell(ask(shut.inventory, 'eni-app to internet tcp/443'))).toContain('SUBNET_ACL_RESTRICTION at acl-pub')
  })

  it('opens nothing inward', () => {
    expect(tell(ask(VPC.inventory, 'internet to 198.51.100.50 tcp/443'))).toBe('blocked: NAT_NO_INBOUND at nat-1')
    expect(tell(ask(VPC.inventory, 'eni-web to 10.0.1.5 tcp/443'))).toBe('blocked: NAT_NO_INBOUND at nat-1')
  })

  it('reaches a public address of the same network, and its reply finds the client again', () => {
    const answer = ask(VPC.inventory, 'eni-app to 198.51.100.10 tcp/443')
    expect(answer.verdict).toBe('reachable')
    expect(answer.forward.at(-1)?.component).toBe('eni-web')
    expect(answer.return.map(({ component }) => component)).toContain('nat-1')
    expect(answer.return.at(-1)?.component).toBe('eni-app')
    // The rule names the block of the client, which the group never sees.
    expect(tell(ask(VPC.inventory, 'eni-app to 198.51.100.10 tcp/80'))).toBe(
      'blocked: ENI_SG_RULES_MISMATCH at sg-web, NGW_SOURCE_ADDRESS_REASSIGN at nat-1',
    )
  })

  it('does not serve the subnet it stands in', () => {
    const loop = buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'nat-1' })
      .host('eni-app', 'subnet-pub', [], { privateIp: '10.0.1.10' })
      .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' })
    expect(tell(ask(loop.inventory, 'eni-app to internet tcp/443'))).toBe('blocked: NAT_SAME_SUBNET_LOOP at nat-1')
  })

  it.each([
    ['udp/53', 'reachable'],
    ['icmp', 'reachable'],
    ['47', 'blocked: PROTOCOL_RESTRICTION at nat-1'],
  ])('carries %s: %s', (protocol, expected) => {
    expect(tell(ask(VPC.inventory, `eni-app to internet ${protocol}`))).toBe(expected)
  })

  it.each(['pending', 'failed', 'deleting'])('does not work while it is %s', (State) => {
    const NatGatewayAddresses = [
      { PrivateIp: '10.0.1.5', PublicIp: '198.51.100.50', NetworkInterfaceId: 'eni-of-nat-1' },
    ]
    const broken = VPC.elements('NatGateways', {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-pub',
      State,
      NatGatewayAddresses,
    })
    expect(tell(ask(broken.inventory, 'eni-app to internet tcp/443'))).toContain('BAD_STATE')
  })

  it('is followed by what it tells itself where its interface was not collected', () => {
    const { inventory } = VPC.elements('NetworkInterfaces', {
      NetworkInterfaceId: 'eni-app',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-app',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.0.2.10' }],
      Groups: [{ GroupId: 'sg-app' }],
    })
    const answer = ask(inventory, 'eni-app to internet tcp/443')
    expect(tell(answer)).toBe('reachable')
    expect(answer.return.map(({ component }) => component)).toContain('nat-1')
  })

  it('is unknown, never blocked, when it was not collected itself', () => {
    const answer = ask(VPC.notCollected('NatGateways').inventory, 'eni-app to internet tcp/443')
    expect(tell(answer)).toBe('unknown: UNKNOWN_RESOURCE at nat-1')
    expect(answer.unknowns[0]?.key).toBe('NatGateways')
    expect(answer.unknowns[0]?.gapIds).not.toEqual([])
  })
})

describe('a private NAT gateway', () => {
  const inside = buildVpc('10.0.0.0/16')
    .subnet('subnet-nat', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
    .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1', '10.0.3.0/24': 'nat-1' })
    .subnet('subnet-db', '10.0.3.0/24')
    .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10' })
    .host('eni-db', 'subnet-db', ['tcp/5432 from 10.0.1.5/32', 'tcp/22 from sg-app'], { privateIp: '10.0.3.10' })
    .nat('nat-1', 'subnet-nat', { privateIp: '10.0.1.5' }).inventory

  it('cannot use the internet gateway', () => {
    expect(tell(ask(inside, 'eni-app to internet tcp/443'))).toBe(
      'blocked: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at igw-1',
    )
  })

  it('hides who sends: blocks match its own address, groups match nobody', () => {
    expect(tell(ask(inside, 'eni-app to eni-db tcp/5432'))).toBe('reachable')
    expect(tell(ask(inside, 'eni-app to eni-db tcp/22'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-db')
  })
})

describe('a regional NAT gateway', () => {
  const regional = (zone: string) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
      .host('eni-app', 'subnet-app', [], { privateIp: '10.0.2.10' })
      .elements('NatGateways', {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        State: 'available',
        AvailabilityMode: 'regional',
        ConnectivityType: 'public',
        RouteTableId: 'rtb-nat',
        NatGatewayAddresses: [{ PublicIp: '198.51.100.60', AvailabilityZone: zone }],
      })

  const table = (routes: readonly string[]) => ({
    RouteTableId: 'rtb-nat',
    VpcId: 'vpc-1',
    Routes: routes.map((GatewayId) => ({ DestinationCidrBlock: '0.0.0.0/0', GatewayId, State: 'active' })),
    Associations: [],
  })
  const own = {
    RouteTableId: 'rtb-app',
    VpcId: 'vpc-1',
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' },
    ],
    Associations: [{ SubnetId: 'subnet-app' }],
  }

  it('stands in no subnet and has a route table of its own', () => {
    const answer = ask(
      regional('eu-west-1a').elements('RouteTables', own, table(['igw-1'])).inventory,
      'eni-app to internet tcp/443',
    )
    expect(formatTrace(answer)).toEqual([
      'reachable',
      ...[
        '> eni-app',
        '> sg-app',
        '> acl-default',
        '> rtb-app',
        '> nat-1',
        '> rtb-nat',
        '> vpc-1',
        '> igw-1',
        '> internet',
      ],
      ...['< internet', '< igw-1', '< nat-1', '< acl-default', '< eni-app'],
    ])
  })

  it('is blocked without a route in that table', () => {
    const { inventory } = regional('eu-west-1a').elements('RouteTables', own, table([]))
    expect(tell(ask(inventory, 'eni-app to internet tcp/443'))).toContain('NO_ROUTE_TO_DESTINATION at rtb-nat')
  })

  it('serves only zones it is present in', () => {
    const { inventory } = regional('eu-west-1b').elements('RouteTables', own, table(['igw-1']))
    expect(tell(ask(inventory, 'eni-app to internet tcp/443'))).toBe(
      'blocked: REGIONAL_NGW_ROUTE_AZ_RESTRICTION at nat-1',
    )
  })
})

describe('several addresses (VPC guide, "NAT gateway basics")', () => {
  const [first, second] = ['10.0.1.5', '10.0.1.6'].map((PrivateIp, index) => ({
    PrivateIp,
    PublicIp: `198.51.100.5${index}`,
  }))
  const wide = VPC.elements('NatGateways', {
    NatGatewayId: 'nat-1',
    VpcId: 'vpc-1',
    SubnetId: 'subnet-pub',
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [first ?? {}, second ?? {}],
  })

  it('does not matter which is used where both get through', () => {
    expect(ask(wide.inventory, 'eni-app to internet tcp/443').verdict).toBe('reachable')
  })

  it('is unknown, never reachable, where only one of them gets through', () => {
    const answer = ask(wide.inventory, 'eni-app to 198.51.100.10 tcp/443')
    expect([answer.verdict, answer.delivered]).toEqual(['unknown', 'unknown'])
    expect(answer.unknowns.map(({ component }) => component)).toContain('nat-1')
  })
})

describe('NAT64 (VPC guide, "DNS64 and NAT64")', () => {
  const six = VPC.subnet('subnet-app', '10.0.2.0/24', { '64:ff9b::/96': 'nat-1' })
    .host('eni-app', 'subnet-app', ['all to ::/0'], { privateIp: '10.0.2.10', ipv6: ['2001:db8:1::10'] })
    .acl('acl-pub', ['subnet-pub'], [...OPEN, '101 in allow all ::/0', '101 out allow all ::/0'])
    .acl('acl-app', ['subnet-app'], [...OPEN, '101 in allow all ::/0', '101 out allow all ::/0'])

  it('is unknown, never blocked: what the gateway makes of the packet is not followed', () => {
    expect(tell(ask(six.inventory, 'eni-app to 64:ff9b::cb00:7107 tcp/443'))).toBe(
      'unknown: UNSUPPORTED_COMPONENT at nat-1',
    )
  })

  it('is for its own prefix: any other IPv6 packet is refused', () => {
    const other = six.subnet('subnet-app', '10.0.2.0/24', { '::/0': 'nat-1' })
    expect(tell(ask(other.inventory, 'eni-app to 2001:db8:ffff::7 tcp/443'))).toContain('PROTOCOL_RESTRICTION at nat-1')
  })

  // Found by replay, seed 601: what was told beyond it was of a packet with an IPv4 source and an IPv6 destination.
  it('of any other IPv6 packet nothing is told past the gateway, whose address it cannot bear', () => {
    const other = six.subnet('subnet-app', '10.0.2.0/24', { '::/0': 'nat-1' }).subnet('subnet-pub', '10.0.1.0/24', {})
    const { forward, blockers } = ask(other.inventory, 'eni-app to 2001:db8:ffff::7 tcp/443')
    expect(blockers.map(({ code }) => code)).toEqual(['PROTOCOL_RESTRICTION'])
    expect(forward.at(-1)).toMatchObject({ component: 'nat-1', outbound: { source: { family: 6 } } })
  })
})
