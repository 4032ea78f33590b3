/** Rules, ACL entries and routes as AWS prints them, at random: few addresses and ports, so that they meet. */

import fc from 'fast-check'
import type { JsonObject } from '../describe/document.ts'

const CIDRS4 = [
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '10.0.0.0/8',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '198.51.100.128/25',
  '203.0.113.7/32',
]
const CIDRS6 = ['::/0', '2000::/3', '2001:db8::/32', '2001:db8:a::/48', '2001:db8:a:1::/64', 'fc00::/7']

export const cidr4 = fc.constantFrom(...CIDRS4)
export const cidr6 = fc.constantFrom(...CIDRS6)
const cidr = fc.oneof({ weight: 2, arbitrary: cidr4 }, { weight: 1, arbitrary: cidr6 })
const range = fc.constantFrom([22, 22], [20, 22], [23, 1023], [0, 1023], [1024, 65535], [32768, 60999], [0, 65535])
export const sometimes = fc.boolean()
export const rarely = fc.integer({ min: 0, max: 9 }).map((roll) => roll === 9)
export const often = fc.integer({ min: 0, max: 9 }).map((roll) => roll < 8)

/** Wide and open choices come first and often, so that many packets come through. */
export const mostlyOpen = <T>(open: T, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(open) }, { weight: 1, arbitrary: other })

const field = (block: string) => (block.includes(':') ? 'Ipv6CidrBlock' : 'CidrBlock')

const aclEntry = fc
  .record({
    number: fc.integer({ min: 1, max: 9 }),
    egress: sometimes,
    allow: fc.boolean(),
    protocol: fc.constantFrom('-1', '-1', '6', '17', '47'),
    ports: range,
    block: cidr,
  })
  .map(
    ({ number, egress, allow, protocol, ports, block }): JsonObject => ({
      RuleNumber: number,
      Egress: egress,
      RuleAction: allow ? 'allow' : 'deny',
      Protocol: protocol,
      [field(block)]: block,
      ...(protocol === '6' || protocol === '17' ? { PortRange: { From: ports[0] ?? 0, To: ports[1] ?? 0 } } : {}),
    }),
  )

const OPEN_ENTRIES: readonly JsonObject[] = [false, true].flatMap((Egress) => [
  { RuleNumber: 10, Egress, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  { RuleNumber: 11, Egress, RuleAction: 'allow', Protocol: '-1', Ipv6CidrBlock: '::/0' },
])

/** One number of one direction stands once, as AWS demands; printed in any order. */
export const aclEntries = fc
  .tuple(
    fc.uniqueArray(aclEntry, { maxLength: 4, selector: (each) => `${each['RuleNumber']} ${each['Egress']}` }),
    often,
    sometimes,
  )
  .map(([entries, open, turned]) => {
    const all = [...entries, ...(open ? OPEN_ENTRIES : [])]
    return turned ? all.toReversed() : all
  })

export const permission = fc
  .record({
    protocol: fc.constantFrom('-1', 'tcp', 'tcp', '6', 'udp', '47'),
    ports: range,
    peers: fc.array(fc.oneof({ weight: 4, arbitrary: cidr }, fc.constantFrom('pl-1', 'pl-2', 'pl-6', 'sg-1')), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(
    ({ protocol, ports, peers }): JsonObject => ({
      IpProtocol: protocol,
      ...(protocol === '-1' || protocol === '47' ? {} : { FromPort: ports[0] ?? 0, ToPort: ports[1] ?? 0 }),
      IpRanges: peers.filter((peer) => /^\d+\./.test(peer)).map((CidrIp) => ({ CidrIp })),
      Ipv6Ranges: peers.filter((peer) => peer.includes(':')).map((CidrIpv6) => ({ CidrIpv6 })),
      PrefixListIds: peers.filter((peer) => peer.startsWith('pl-')).map((PrefixListId) => ({ PrefixListId })),
      UserIdGroupPairs: peers.filter((peer) => peer.startsWith('sg-')).map((GroupId) => ({ GroupId })),
    }),
  )

export const target = fc.constantFrom<JsonObject>(
  { GatewayId: 'igw-1' },
  { GatewayId: 'igw-1' },
  { GatewayId: 'igw-2' },
  { GatewayId: 'vpce-1' },
  { GatewayId: 'vpce-2' },
  { GatewayId: 'vgw-1' },
  { NatGatewayId: 'nat-1' },
  { NetworkInterfaceId: 'eni-9' },
  { TransitGatewayId: 'tgw-1' },
  { EgressOnlyInternetGatewayId: 'eigw-1' },
)

const route = fc
  .record({
    destination: fc.oneof({ weight: 8, arbitrary: cidr }, fc.constantFrom('pl-1', 'pl-2', 'pl-6')),
    target,
    state: fc.constantFrom('active', 'active', 'active', 'active', 'blackhole', 'filtered'),
    origin: fc.constantFrom('CreateRoute', 'CreateRoute', 'EnableVgwRoutePropagation', 'Advertisement'),
  })
  .map(({ destination, target: to, state, origin }): JsonObject => {
    const kind = destination.startsWith('pl-')
      ? 'DestinationPrefixListId'
      : destination.includes(':')
        ? 'DestinationIpv6CidrBlock'
        : 'DestinationCidrBlock'
    return { [kind]: destination, ...to, State: state, Origin: destination.startsWith('pl-') ? 'CreateRoute' : origin }
  })

const LOCAL: JsonObject = { GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' }
export const LOCALS: readonly JsonObject[] = [
  { ...LOCAL, DestinationCidrBlock: '10.0.0.0/16' },
  { ...LOCAL, DestinationIpv6CidrBlock: '2001:db8:a::/48' },
  // A VPC may have public addresses of its own.
  { ...LOCAL, DestinationCidrBlock: '203.0.113.0/24' },
]
const DEFAULTS: readonly JsonObject[] = [
  { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active', Origin: 'CreateRoute' },
  { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-1', State: 'active', Origin: 'CreateRoute' },
]

export const destinationOf = (each: JsonObject) =>
  [each['DestinationCidrBlock'], each['DestinationIpv6CidrBlock'], each['DestinationPrefixListId']].join()
/** Two routes of one table share a destination only when one was made and the other came by propagation. */
const placeOf = (each: JsonObject) =>
  `${destinationOf(each)} ${each['Origin'] === 'EnableVgwRoutePropagation' || each['Origin'] === 'Advertisement'}`

export const routes = fc.tuple(fc.array(route, { maxLength: 4 }), often, sometimes).map(([some, open, turned]) => {
  const all = [...LOCALS, ...some, ...(open ? DEFAULTS : [])]
  const unique = [...new Map(all.toReversed().map((each) => [placeOf(each), each])).values()]
  return turned ? unique : unique.toReversed()
})
