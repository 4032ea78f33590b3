/** Seeded bugs in the walk and the ends of a question that change nothing a test could see, each with the reason. */

import { type Equivalent, MEMORY, MORE, neverTaken, SHORTCUT, TYPES } from './mutation-reasons.ts'

const ONE_OWNER = 'No two interfaces are delegated blocks that overlap.'
const ONE_LIST = 'One list bears the name of a service in a Region.'
const NO_SUCH_KEY = 'Nothing is kept under no name: looking it up finds the same nothing.'

export const WALK_EQUIVALENT: readonly Equivalent[] = [
  ...['edge-stages.ts', 'walk/interface-state.ts'].map((file) => ({
    file,
    line: "'shutting-down', 'terminated'])",
    operator: 'drop element',
    reason: 'An instance that is terminated is not read: the other three states have their tests.',
  })),
  { file: 'walk/explore.ts', line: 'if (key !== null) places.add(key)', operator: 'condition → true', reason: TYPES },
  {
    file: 'walk/judge-firewall.ts',
    line: "kind: 'unread', byRule: false, rule: null, detail, doubt: { detail }, caveat: null }",
    operator: 'false → true',
    reason: 'Only of an action that was taken it is asked whether a rule did it.',
  },
  {
    file: 'walk/enter-vpc-from-transit-gateway.ts',
    line: 'const table = network.index.routeTableBySubnet.get(subnet.id)?.id ?? subnet.id',
    operator: '?? → &&',
    reason: MORE,
  },
  {
    file: 'walk/explore.ts',
    line: 'cost: Math.max(exploring.cost ?? 0, isAny ? 1 : UNSURE_COST)',
    reason: 'How many ways are tried before the walk gives up is only a bound.',
  },
  neverTaken(
    'walk/leave-interface.ts',
    "if (state.leg === 'reply') return null",
    'No client has the address of a service.',
  ),
  { file: 'walk/amazon-services.ts', line: 'texts.map(parseAddress).filter(', operator: 'drop .filter', reason: TYPES },
  { file: 'walk/amazon-services.ts', line: 'const RESERVED', operator: 'drop .filter', reason: TYPES },
  {
    file: 'walk/amazon-services.ts',
    line: 'const service = SERVICES.find(',
    operator: 'find → findLast',
    reason: 'No two services share an address.',
  },
  neverTaken('walk/disconnected-vpcs.ts', 'const asked = destinationId === null', NO_SUCH_KEY),
  {
    file: 'walk/take-route.ts',
    line: "if (target.kind === 'instance') {",
    operator: 'condition → true',
    reason: 'No interface belongs to an instance with the id of something else.',
  },
  neverTaken('walk/pass-nat-gateway.ts', 'const from = place.fromSubnetId === null', NO_SUCH_KEY),
  neverTaken('walk/pass-nat-gateway.ts', 'const table = gateway.routeTableId === null', NO_SUCH_KEY),
  {
    file: 'walk/look-up-route.ts',
    line: 'const rivals = best ?',
    operator: 'condition → true',
    reason: TYPES,
  },
  neverTaken('walk/look-up-route.ts', 'const told = list.id === undefined', NO_SUCH_KEY),
  {
    file: 'walk/look-up-route.ts',
    line: '(best === null || prefix.length > best)) best = prefix.length',
    operator: '> → >=',
    reason: 'Of two blocks of one length either tells the length.',
  },
  {
    file: 'walk/look-up-route.ts',
    line: 'if (PROPAGATED.has(origin)) return 2',
    operator: 'n → n + 1',
    reason: 'Only the order counts.',
  },
  {
    file: 'walk/pass-vpc-endpoint.ts',
    line: 'listName === endpoint.serviceName',
    operator: 'find → findLast',
    reason: ONE_LIST,
  },
  {
    file: 'endpoint-gateways.ts',
    line: 'listName === endpoint.serviceName',
    operator: 'find → findLast',
    reason: ONE_LIST,
  },
  {
    file: 'destination-ends.ts',
    line: 'listName === endpoint.serviceName',
    operator: 'find → findLast',
    reason: ONE_LIST,
  },
  { file: 'walk/follow-route.ts', line: '.map(parsePrefix)', operator: 'drop .filter', reason: TYPES },
  {
    file: 'walk/follow-route.ts',
    line: "route: found.kind === 'route' ? found.route : null",
    operator: 'condition → true',
    reason: TYPES,
  },
  {
    file: 'walk/follow-route.ts',
    line: "places.flatMap((place) => ('id' in place",
    operator: 'condition → true',
    reason: 'No target has the id of nothing.',
  },
  {
    file: 'address-index.ts',
    line: 'delegated.find(({ prefix }) => containsAddress(prefix, address))',
    operator: 'find → findLast',
    reason: ONE_OWNER,
  },
  {
    file: 'address-index.ts',
    line: 'index.delegatedIpv6.find(',
    operator: 'find → findLast',
    reason: ONE_OWNER,
  },
  neverTaken('address-index.ts', 'if (known) return known', MEMORY),
  neverTaken('address-index.ts', 'const owner = networkInterfaceId === null', NO_SUCH_KEY),
  {
    file: 'address-index.ts',
    line: 'delegatedIpv6: delegatedBy(',
    operator: 'drop .filter',
    reason: SHORTCUT,
  },
  { file: 'walk/private-addresses.ts', line: 'const blocksOf', operator: 'drop .filter', reason: TYPES },
  {
    file: 'walk/private-addresses.ts',
    line: 'RFC6598.some(',
    operator: 'some → every',
    reason: 'It is one block.',
  },
  {
    file: 'walk/pass-egress-only-gateway.ts',
    line: 'attachments.find((each) => each.vpcId === vpcId)',
    operator: 'find → findLast',
    reason: 'A gateway has one attachment to a VPC.',
  },
  {
    file: 'walk/deliver-in-vpc.ts',
    line: 'index.subnetsByVpc.get(vpcId) ?? []).find(',
    operator: 'find → findLast',
    reason: 'The subnets of a VPC do not overlap.',
  },
  neverTaken('walk/deliver-in-vpc.ts', 'const entered = subnetId === null', TYPES),
  {
    file: 'walk/pass-gateway-endpoint.ts',
    line: 'listName === serviceName',
    operator: 'find → findLast',
    reason: ONE_LIST,
  },
]
