import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { sketchBalanced } from '../testing/sketch-balancers.ts'
import { type InterfaceSketch, MAIN_TABLE, type NetworkSketch, sketchNetwork } from '../testing/sketch-network.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings.ts'
import { tierOf } from './tiers.ts'

function tier(inventory: Inventory, id: string, settings: Partial<Settings> = {}): string {
  const one = inventory.networkInterfaces.get(id)
  if (!one) throw new Error(`There is no ${id}.`)
  const answer = tierOf(networkOf(inventory), { ...DEFAULT_SETTINGS, ...settings }, one)
  return `${answer.tier ?? 'none'} because ${answer.because}`
}

const ofOne = (eni: InterfaceSketch, more: NetworkSketch = {}, settings: Partial<Settings> = {}) =>
  tier(sketchNetwork({ instances: { 'i-1': 'host' }, ...more, interfaces: { 'eni-1': eni } }), 'eni-1', settings)

const privately = { publicIp: null }
const byAws = { publicIp: null, instance: null }
const DATABASE = {
  DBInstanceIdentifier: 'orders',
  DBInstanceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  Engine: 'postgres',
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
  DBSubnetGroup: { VpcId: 'vpc-1', Subnets: [{ SubnetIdentifier: 'subnet-1' }] },
  Endpoint: { Port: 5432 },
}
const withDatabase = { elements: { DBInstances: [DATABASE] } }

describe('the tier AWS tells', () => {
  it.each<readonly [string, InterfaceSketch, string]>([
    ['a NAT gateway', { ...byAws, type: 'nat_gateway' }, 'edge because AWS calls it a nat gateway'],
    ['a function', { ...byAws, type: 'lambda' }, 'app because AWS calls it a function'],
    ['a database', { ...byAws, description: 'RDSNetworkInterface' }, 'data because AWS calls it a database'],
    ['a task', { ...byAws, requester: 'amazon-ecs' }, 'app because AWS calls it a container'],
    [
      'a mount target',
      { ...byAws, description: 'EFS mount target for fs-1 (fsmt-1)' },
      'data because AWS writes "EFS mount target for fs-1 (fsmt-1)" on it',
    ],
    [
      'an endpoint, which is of no tier',
      { ...byAws, type: 'vpc_endpoint' },
      'none because nothing tells what it is for',
    ],
    [
      'an Instance Connect Endpoint',
      { ...byAws, type: 'ec2_instance_connect_endpoint' },
      'management because it belongs to an EC2 Instance Connect Endpoint',
    ],
  ])('%s', (_, eni, expected) => {
    expect(ofOne(eni)).toBe(expected)
  })

  it('takes a load balancer for the edge, and one that is internal for the application', () => {
    const inventory = sketchBalanced({
      balancers: {
        shop: {},
        inner: { scheme: 'internal', nodes: { 'eni-in': { subnet: 'subnet-a', privateIp: '10.0.10.5' } } },
      },
    })
    expect(tier(inventory, 'eni-node-1')).toBe('edge because AWS calls it a load balancer')
    expect(tier(inventory, 'eni-in')).toBe('app because it is a node of an internal load balancer')
  })

  it('knows an interface of a data store by the groups and the subnet they share', () => {
    expect(ofOne({ ...byAws, requester: '123456789012' }, withDatabase)).toMatch(/^data because it shares groups/)
  })

  it.each<readonly [string, InterfaceSketch]>([
    ['a host of our own with the same group', privately],
    ['a task with the same group', { ...byAws, requester: 'amazon-ecs' }],
    ['a function with the same group', { ...byAws, requester: 'x', type: 'lambda' }],
  ])('does not take %s for the data store', (_, eni) => {
    expect(ofOne(eni, withDatabase)).not.toMatch(/^data/)
  })
})

describe('the tier a host shows', () => {
  const served = (...rules: string[]) => ({ groups: { 'sg-1': rules } })

  it.each<readonly [string, InterfaceSketch, NetworkSketch, string]>([
    [
      'a name of a bastion',
      {},
      { instances: { 'i-1': 'prod-bastion-2' } },
      'management because i-1 is called prod-bastion-2',
    ],
    ['a jump host', privately, { instances: { 'i-1': 'jumphost' } }, 'management because i-1 is called jumphost'],
    [
      'administration only, and a public address',
      {},
      served('in tcp 22 10.0.0.0/8'),
      'management because it has a public address and admits nothing but administration (22)',
    ],
    [
      'administration only, without a public address',
      privately,
      served('in tcp 22 10.0.0.0/8'),
      'none because nothing tells what it is for',
    ],
    [
      'administration and a service',
      {},
      served('in tcp 22 10.0.0.0/8', 'in tcp 443 0.0.0.0/0'),
      'edge because it has a public address',
    ],
    ['nothing open', {}, served(), 'edge because it has a public address'],
    [
      'the port of a database and administration',
      privately,
      served('in tcp 5432 sg-2', 'in tcp 22 sg-3'),
      'data because its groups admit the ports of a data store only (5432)',
    ],
    [
      'the port of a database and a web port',
      privately,
      served('in tcp 5432 sg-2', 'in tcp 443 sg-3'),
      'none because nothing tells what it is for',
    ],
    ['everything', privately, served('in all 10.0.0.0/8'), 'none because nothing tells what it is for'],
  ])('by %s', (_, ...[eni, more, expected]) => {
    expect(ofOne(eni, more)).toBe(expected)
  })

  it('is not told by ports when a rule of its group could not be read', () => {
    const SecurityGroups = [
      {
        GroupId: 'sg-1',
        GroupName: 'db',
        VpcId: 'vpc-1',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: 'nonsense' }] }],
        IpPermissionsEgress: [],
      },
    ]
    expect(ofOne(privately, { elements: { SecurityGroups } })).toMatch(/^none/)
    expect(ofOne(privately, { missing: ['SecurityGroups'] })).toMatch(/^none/)
  })

  it('is the application behind a load balancer, by target or by the group that feeds it', () => {
    const inventory = sketchBalanced()
    expect(tier(inventory, 'eni-a')).toBe('app because it serves behind a load balancer')
    const untold = sketchBalanced({ targetGroups: { 'tg-web': { targets: null } } })
    expect(tier(untold, 'eni-a')).toBe('app because its groups admit the load balancers of sg-lb')
    expect(tier(untold, 'eni-client')).toMatch(/^none/)
  })

  it('takes a global IPv6 address for the edge only where the subnet leads to an internet gateway', () => {
    const eni = { ...privately, ipv6: ['2600:1f18::1'] }
    expect(ofOne(eni)).toBe('edge because it has a global IPv6 address and a route to an internet gateway')
    expect(ofOne(eni, { tables: { 'rtb-main': MAIN_TABLE } })).toMatch(/^none/)
  })
})

describe('the tier people tell', () => {
  const settings = { tagKeys: { ...DEFAULT_SETTINGS.tagKeys, tier: ['tier'] } }
  const tagged = (Value: string) => ({
    ...byAws,
    description: 'RDSNetworkInterface',
    more: { TagSet: [{ Key: 'Tier', Value }] },
  })

  it.each([
    ['Web', 'edge'],
    ['backend', 'app'],
    ['db', 'data'],
    ['mgmt', 'management'],
  ])('the tag %s is %s, whatever AWS writes on it', (value, expected) => {
    expect(ofOne(tagged(value), {}, settings)).toBe(`${expected} because the tag Tier of eni-1 says ${value}`)
  })

  it('does not guess from a word it does not know, nor from a tag no setting names', () => {
    expect(ofOne(tagged('blue'), {}, settings)).toMatch(/^data because AWS/)
    expect(ofOne(tagged('web'))).toMatch(/^data because AWS/)
  })

  it.each(['eni-1', 'i-1', 'sg-1', 'subnet-1'])('the setting tierOf for %s comes before everything', (id) => {
    expect(ofOne({ more: tagged('web').more }, {}, { ...settings, tierOf: { [id]: 'app' } })).toBe(
      `app because the settings say ${id} is app`,
    )
  })

  it('answers anew when the settings are others', () => {
    const inventory = sketchNetwork()
    expect(tier(inventory, 'eni-1')).toMatch(/^management/)
    expect(tier(inventory, 'eni-1', { tierOf: { 'eni-1': 'app' } })).toMatch(/^app/)
  })
})
