import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { describeRoute } from '../reply-routes.ts'
import { lookUpRoute } from './look-up-route.ts'

interface Asked {
  readonly lists?: Readonly<Record<string, readonly string[] | null>>
  readonly mayBeService?: boolean
  readonly elements?: Parameters<typeof sketchNetwork>[0]
}

/** What a table of these routes says of one address. */
function lookUp(
  routes: readonly string[],
  address: string,
  { lists = {}, mayBeService = false, elements }: Asked = {},
) {
  const inventory = sketchNetwork({
    tables: { 'rtb-1': { routes, subnets: ['subnet-1'] } },
    prefixLists: lists,
    ...elements,
  })
  const table = inventory.routeTables.get('rtb-1')
  const destination = parseAddress(address)
  if (!table || !destination) throw new Error('there is no such table or address')
  const found = lookUpRoute(inventory, { table, destination, mayBeService })
  if (found.kind === 'none') return 'none'
  if (found.kind === 'route') return describeRoute(found.route)
  return `unsure: ${found.routes.map((route) => (route ? describeRoute(route) : 'none')).join(' | ')}`
}

const LOCAL = '10.0.0.0/16 local'

describe('lookUpRoute', () => {
  it.each([
    [
      'the longest block wins',
      [LOCAL, '0.0.0.0/0 igw-1', '10.1.0.0/16 pcx-1', '10.1.2.0/24 tgw-1'],
      '10.1.2.3',
      '10.1.2.0/24 → tgw-1',
    ],
    ['nothing holds the address', [LOCAL], '192.0.2.1', 'none'],
    ['the families are apart', [LOCAL, '0.0.0.0/0 igw-1'], '2001:db8::1', 'none'],
    [
      'a blackhole wins all the same',
      [LOCAL, '0.0.0.0/0 igw-1', '192.0.2.0/24 pcx-1 blackhole'],
      '192.0.2.1',
      '192.0.2.0/24 → pcx-1 (blackhole)',
    ],
    [
      'a static route may be longer than the local one',
      [LOCAL, '10.0.1.0/24 eni-1'],
      '10.0.1.5',
      '10.0.1.0/24 → eni-1',
    ],
    [
      'a propagated route never beats the local one',
      [LOCAL, '10.0.1.0/24 vgw-1 propagated'],
      '10.0.1.5',
      '10.0.0.0/16 → local',
    ],
    [
      'of equal blocks the static one wins',
      [LOCAL, '192.168.0.0/16 vgw-1 propagated', '192.168.0.0/16 tgw-1'],
      '192.168.0.1',
      '192.168.0.0/16 → tgw-1',
    ],
  ])('%s (VPC guide, "Route priority")', (_rule, routes, ...[address, expected]) => {
    expect(lookUp(routes, address)).toBe(expected)
  })

  it('prefers a static route to one that a route server advertises (VPC guide, "Route priority")', () => {
    const to = (Origin: string, target: Readonly<Record<string, string>>) => ({
      DestinationCidrBlock: '192.168.0.0/16',
      State: 'active',
      Origin,
      ...target,
    })
    const Routes = [
      to('Advertisement', { NetworkInterfaceId: 'eni-1' }),
      to('CreateRoute', { TransitGatewayId: 'tgw-1' }),
    ]
    const elements = {
      elements: { RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: '111122223333', Routes }] },
    }
    expect(lookUp([], '192.168.0.1', { elements })).toBe('192.168.0.0/16 → tgw-1')
  })

  it.each([
    ['its entries count', ['192.0.2.0/24'], 'pl-1 → tgw-1'],
    ['it loses to a static route of the same block', ['192.0.2.0/25'], '192.0.2.0/25 → pcx-1'],
    ['without entries it may take anything', null, 'unsure: 192.0.2.0/25 → pcx-1 | pl-1 → tgw-1'],
  ])('of a prefix list, %s (VPC guide, "Route priority")', (_rule, entries, expected) => {
    const routes = [
      LOCAL,
      '0.0.0.0/0 igw-1',
      ...(expected.includes('pcx-1') ? ['192.0.2.0/25 pcx-1'] : []),
      'pl-1 tgw-1',
    ]
    expect(lookUp(routes, '192.0.2.1', { lists: { 'pl-1': entries } })).toBe(expected)
  })

  it('is sure where a list without entries leads to the same target', () => {
    expect(lookUp([LOCAL, '0.0.0.0/0 igw-1', 'pl-1 igw-1'], '192.0.2.1', { lists: { 'pl-1': null } })).toBe(
      '0.0.0.0/0 → igw-1',
    )
  })

  it('is not sure where a list without entries leads to the same target and drops', () => {
    const routes = [LOCAL, '0.0.0.0/0 igw-1', 'pl-1 igw-1 blackhole']
    expect(lookUp(routes, '192.0.2.1', { lists: { 'pl-1': null } })).toBe(
      'unsure: 0.0.0.0/0 → igw-1 | pl-1 → igw-1 (blackhole)',
    )
  })

  it('is sure where a list without entries is of the other family', () => {
    const elements = {
      elements: { ManagedPrefixLists: [{ PrefixListId: 'pl-1', AddressFamily: 'IPv6', OwnerId: '111122223333' }] },
    }
    expect(lookUp([LOCAL, '0.0.0.0/0 igw-1', 'pl-1 tgw-1'], '192.0.2.1', { elements })).toBe('0.0.0.0/0 → igw-1')
  })

  it('answers that there may be no route where only a list without entries could hold the address', () => {
    expect(lookUp([LOCAL, 'pl-1 tgw-1'], '192.0.2.1', { lists: { 'pl-1': null } })).toBe('unsure: none | pl-1 → tgw-1')
  })

  it.each([
    [true, 'unsure: 0.0.0.0/0 → igw-1 | pl-1 → vpce-1'],
    [false, '0.0.0.0/0 → igw-1'],
  ])('thinks of the list of a gateway endpoint only for what may be a service: %s', (mayBeService, expected) => {
    expect(
      lookUp([LOCAL, '0.0.0.0/0 igw-1', 'pl-1 vpce-1'], '52.95.1.1', { lists: { 'pl-1': null }, mayBeService }),
    ).toBe(expected)
  })

  it('does not choose between lists that hold the same block: AWS does not say which wins', () => {
    const lists = { 'pl-1': ['192.0.2.0/24'], 'pl-2': ['192.0.2.0/24'] }
    expect(lookUp([LOCAL, 'pl-1 tgw-1', 'pl-2 pcx-1'], '192.0.2.1', { lists })).toBe(
      'unsure: pl-1 → tgw-1 | pl-2 → pcx-1',
    )
  })
})
