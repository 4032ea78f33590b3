/** Who asks and who is asked: ids, groups, addresses; and what is answered where an end is not known. */

import { describe, expect, it } from 'vitest'
import { formatAddress } from '../net/prefix.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { ask, formatTrace, tell } from '../testing/format-trace.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24')
  .host('eni-a', 'subnet-app', ['tcp/22 from sg-b'], { privateIp: '10.0.2.10' })
  .host('eni-b', 'subnet-app', [], { privateIp: '10.0.2.11' })
  .host('eni-c', 'subnet-app', [], { privateIp: '10.0.2.12', groups: ['sg-a'] })
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })

describe('the ends of a question', () => {
  it.each([
    ['instances', 'i-b to i-a tcp/22'],
    ['private addresses', '10.0.2.11 to 10.0.2.10 tcp/22'],
    ['a group for its members', 'sg-b to eni-a tcp/22'],
    ['a subnet for its interfaces', 'subnet-app to i-a tcp/22'],
  ])('may be %s', (_what, question) => {
    expect(tell(ask(VPC.inventory, question))).toBe('reachable')
  })

  it('are tried in the order of ids, and the answer says for which it is', () => {
    const answer = ask(VPC.inventory, 'subnet-app to sg-a tcp/22')
    expect(answer.verdict).toBe('reachable')
    expect(answer.forward[0]?.component).toBe('eni-b')
    expect(answer.caveats.filter(({ code }) => code === 'CHOSEN_MEMBER').map(({ component }) => component)).toEqual([
      'eni-b',
      'eni-a',
    ])
  })

  it('choose 203.0.113.7 for a client nobody names, and the ports 1024 to 65535', () => {
    const [first] = ask(VPC.inventory, 'internet to eni-web tcp/443').forward
    expect(first && formatAddress(first.inbound.source)).toBe('203.0.113.7')
    expect(first?.inbound.sourcePorts).toEqual([[1024, 65535]])
    expect(first && formatAddress(first.inbound.destination)).toBe('198.51.100.10')
  })

  it('take a public address of the network for its interface, and any other for a client', () => {
    expect(ask(VPC.inventory, '198.51.100.10 to 192.0.2.1 tcp/443').forward[0]?.component).toBe('eni-web')
    expect(formatTrace(ask(VPC.inventory, '192.0.2.9 to 198.51.100.10 tcp/443')).slice(0, 2)).toEqual([
      'reachable',
      '> internet',
    ])
  })

  it('may name a gateway that is asked for, whose reply is not', () => {
    const nat = VPC.subnet('subnet-out', '10.0.3.0/24', { '0.0.0.0/0': 'nat-1' })
      .host('eni-out', 'subnet-out', [], { privateIp: '10.0.3.10' })
      .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.50' }).inventory
    const answer = ask(nat, 'eni-out to nat-1 tcp/443')
    expect(answer.verdict).toBe('reachable')
    expect(answer.forward.at(-1)?.component).toBe('nat-1')
    expect(answer.caveats.map(({ code }) => code)).toEqual(['UNIDIRECTIONAL_PATH_ANALYSIS_ONLY'])
    expect(tell(ask(nat, 'eni-a to nat-1 tcp/443'))).toContain('NO_ROUTE_TO_DESTINATION at rtb-app')
  })

  it('must pass what the question says they pass', () => {
    expect(tell(ask(VPC.inventory, 'internet to eni-web tcp/443', { via: 'igw-1' }))).toBe('reachable')
    expect(tell(ask(VPC.inventory, 'internet to eni-web tcp/443', { via: 'eni-a' }))).toBe(
      'blocked: COMPONENT_FILTER_RESTRICTION at eni-a',
    )
  })
})

// Source: VPC guide, "Elastic IP addresses": one that is released may be anybody's (network of one's own, H5).
describe('a public address that nobody in the inventory has, asked from the internet', () => {
  it('is the internet, and the answer says so', () => {
    const { verdict, caveats } = ask(VPC.inventory, 'internet to 198.51.100.77 tcp/443')
    expect(verdict).toBe('reachable')
    expect(caveats.map(({ code, component }) => `${code} at ${component}`)).toContain(
      'RELEASED_ADDRESS at 198.51.100.77',
    )
  })

  it('may be of an interface that was not collected', () => {
    const { verdict, unknowns, forward } = ask(
      VPC.notCollected('NetworkInterfaces').inventory,
      'internet to 198.51.100.77 tcp/443',
    )
    expect([verdict, unknowns[0]?.key]).toEqual(['unknown', 'NetworkInterfaces'])
    expect(forward.map(({ component }) => component)).toEqual(['internet', '198.51.100.77'])
  })
})

// Source: Reachability Analyzer guide, COMPONENT_FILTER_RESTRICTION; a component nobody collected may be on the path.
describe('a component the path is to pass that was not collected', () => {
  const past = (question: string) => ask(VPC.inventory, question, { via: 'igw-2' })

  it('is told, and never surely left out', () => {
    const { verdict, unknowns } = past('internet to eni-web tcp/443')
    expect(verdict).toBe('unknown')
    expect(unknowns.map(({ code, component }) => `${code} at ${component}`)).toEqual(['UNKNOWN_RESOURCE at igw-2'])
  })

  it('changes nothing where there is no path at all', () => {
    expect(tell(past('internet to eni-web tcp/22'))).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-web')
  })
})

describe('an end that is not known', () => {
  it.each([
    ['eni-404 to eni-a tcp/22', 'eni-404', 'NetworkInterfaces'],
    ['eni-a to i-404 tcp/22', 'i-404', 'Instances'],
    ['sg-404 to eni-a tcp/22', 'sg-404', 'SecurityGroups'],
    ['eni-a to subnet-404 tcp/22', 'subnet-404', 'Subnets'],
    ['eni-a to nat-404 tcp/22', 'nat-404', null],
    ['igw-404 to eni-web tcp/443', 'igw-404', 'InternetGateways'],
    ['nonsense to eni-a tcp/22', 'nonsense', null],
    ['10.99.0.1 to eni-a tcp/22', '10.99.0.1', null],
    ['eni-a to vpn-404 tcp/22', 'vpn-404', null],
  ])('makes the answer unknown and never throws: %s', (question, ...[component, key]) => {
    const answer = ask(VPC.inventory, question)
    expect([answer.verdict, answer.delivered]).toEqual(['unknown', 'unknown'])
    expect(answer.unknowns.map((unknown) => [unknown.component, unknown.key])).toEqual([[component, key]])
    expect(answer.blockers).toEqual([])
  })

  it('is blocked where all is known: a group nobody carries, an interface without such an address', () => {
    const lone = VPC.elements('NetworkInterfaces').elements('Instances')
    expect(tell(ask(lone.inventory, 'sg-a to internet tcp/22'))).toBe('blocked: NO_SOURCE_OR_DESTINATION at sg-a')
    expect(tell(ask(VPC.inventory, 'eni-a to internet tcp/22', { family: 6 }))).toBe(
      'blocked: NO_SOURCE_OR_DESTINATION at eni-a',
    )
  })

  it('is unknown where an address is in two VPCs and nothing tells which is meant', () => {
    const twins = buildVpc('10.0.0.0/16')
      .subnet('subnet-one', '10.0.1.0/24')
      .host('eni-one', 'subnet-one', [], { privateIp: '10.0.1.10' })
      .host('eni-two', 'subnet-one', [], { privateIp: '10.0.1.10', more: { VpcId: 'vpc-2', SubnetId: 'subnet-two' } })
      .elements(
        'Vpcs',
        ...['vpc-1', 'vpc-2'].map((VpcId) => ({ VpcId, CidrBlock: '10.0.0.0/16', OwnerId: '111122223333' })),
      )
    const answer = ask(twins.inventory, '10.0.1.10 to internet tcp/443')
    expect(tell(answer)).toBe('unknown: UNKNOWN_RESOURCE at 10.0.1.10')
    expect(answer.unknowns[0]?.detail).toContain('eni-one, eni-two')
    expect(ask(twins.inventory, '10.0.1.10 to eni-two tcp/443').forward[0]?.component).toBe('eni-two')
  })
})

describe('what was not collected', () => {
  it.each([
    ['RouteTables', 'eni-a to eni-web tcp/443'],
    ['NetworkAcls', 'eni-a to eni-web tcp/443'],
    ['SecurityGroups', 'eni-a to eni-web tcp/443'],
    ['NetworkInterfaces', 'eni-a to 10.0.1.77 tcp/443'],
  ] as const)('makes the answer unknown, says which call would tell, and names the gap: %s', (key, question) => {
    const answer = ask(VPC.notCollected(key).inventory, question)
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns.map((unknown) => unknown.key)).toContain(key)
    expect(answer.unknowns.some(({ gapIds }) => gapIds.length > 0)).toBe(true)
  })

  it('does not hide what surely blocks', () => {
    const answer = ask(VPC.notCollected('NetworkAcls').inventory, 'eni-web to eni-a tcp/22')
    expect(tell(answer)).toBe('blocked: ENI_SG_RULES_MISMATCH at sg-a')
    expect(answer.unknowns).toEqual([])
  })
})
