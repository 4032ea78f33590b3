/** Load balancers of every kind at random, small enough to ask by hand. */

import fc from 'fast-check'
import {
  BALANCED_NETWORK,
  type BalancedSketch,
  type BalancerSketch,
  NODES,
  type TargetGroupSketch,
} from './sketch-balancers.ts'
import type { AclSketch, InterfaceSketch } from './sketch-network.ts'

/** Blocks of clients whose borders the filters below are cut along. */
export const CLIENT_BLOCKS = ['0.0.0.0/0', '203.0.113.0/24', '203.0.113.0/25', '192.0.2.7/32'] as const

/** The last divides the two targets of one subnet. */
const block = fc.constantFrom(...CLIENT_BLOCKS, '10.0.0.0/16', '10.0.0.0/23', '10.0.0.5/32', '10.0.10.128/25')
const port = fc.constantFrom('8080', '443', '0-65535')

const ingress = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(port, block).map(([ports, from]) => `in tcp ${ports} ${from}`) },
  { weight: 2, arbitrary: fc.constantFrom('in tcp 8080 sg-lb', 'in all sg-lb', 'in tcp 8080 sg-client') },
  { weight: 1, arbitrary: fc.constantFrom('in tcp 8080 pl-unread', 'in tcp 8080 pl-read') },
)
const egress = fc.constantFrom(
  'out all 0.0.0.0/0',
  'out tcp 8080 10.0.10.0/24',
  'out tcp 8080 10.0.10.10/32',
  'out all sg-web',
  'out tcp 8080 10.0.0.0/16',
)

const groups = fc
  .record({
    lb: fc.tuple(fc.constantFrom('in tcp 443 0.0.0.0/0', 'in tcp 443 203.0.113.0/24', 'in all 0.0.0.0/0'), egress),
    web: fc.array(ingress, { minLength: 1, maxLength: 4 }),
  })
  .map(({ lb, web }) => ({ ...BALANCED_NETWORK.groups, 'sg-lb': lb, 'sg-web': [...web, 'out all 0.0.0.0/0'] }))

const entry = fc
  .record({
    number: fc.integer({ min: 1, max: 9 }),
    direction: fc.constantFrom('in', 'out'),
    action: fc.constantFrom('allow', 'deny'),
    ports: fc.constantFrom('8080', '443', '1024-65535', '0-65535'),
    block,
  })
  .map((each) => `${each.number} ${each.direction} ${each.action} tcp ${each.ports} ${each.block}`)

const OPEN = ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0']

/** ACLs that are mostly open, so that some connections get through all of them. */
const acls = fc
  .record({
    nodes: fc.array(entry, { maxLength: 1 }),
    targets: fc.array(entry, { maxLength: 2 }),
  })
  .map(
    ({ nodes, targets }): Readonly<Record<string, AclSketch>> => ({
      'acl-nodes': { entries: [...nodes, ...OPEN], subnets: ['subnet-1', 'subnet-2'], isDefault: true },
      'acl-targets': { entries: [...targets, ...OPEN], subnets: ['subnet-a', 'subnet-b'] },
    }),
  )

const flag = (name: string) => fc.constantFrom(null, {}, { [name]: 'true' }, { [name]: 'false' })
const CROSS_ZONE = 'load_balancing.cross_zone.enabled'

const health = fc.constantFrom('', '', '/?', '/unhealthy', '/draining', '/initial')
const REGISTERED = [
  ['i-a', 'i-b', 'i-c'],
  ['10.0.10.10', '10.0.11.10', '10.0.10.200'],
] as const
const targets = fc
  .tuple(fc.constantFrom(...REGISTERED), fc.array(health, { minLength: 3, maxLength: 3 }))
  .map(([ids, states]) => ids.map((id, index) => `${id}${states[index] ?? ''}`))

/** Beside `i-a`, with the same groups. */
const THIRD: InterfaceSketch = {
  subnet: 'subnet-a',
  privateIp: '10.0.10.200',
  publicIp: null,
  instance: 'i-c',
  groups: ['sg-web'],
}

const targetGroup = fc
  .record({
    targets: fc.oneof({ weight: 9, arbitrary: targets }, fc.constant(null)),
    attributes: flag('preserve_client_ip.enabled'),
  })
  .map((each): TargetGroupSketch => {
    const byAddress = each.targets?.[0]?.startsWith('10.') ?? false
    return { ...each, protocol: 'TCP', type: byAddress ? 'ip' : 'instance' }
  })

const balancer = fc
  .record({
    kind: fc.constantFrom('net', 'net', 'app', 'classic'),
    scheme: fc.constantFrom('internet-facing', 'internet-facing', 'internet-facing', 'internal'),
    attributes: flag(CROSS_ZONE),
    groupless: fc.boolean(),
    nodes: fc.constantFrom(NODES, Object.fromEntries(Object.entries(NODES).slice(0, 1))),
    redirects: fc.boolean(),
  })
  .map(({ groupless, redirects, ...each }): BalancerSketch => {
    if (each.kind === 'classic') return { ...each, instances: ['i-a', 'i-b', 'i-c'] }
    const forward = each.kind === 'net' ? 'TCP:443 tg-web' : 'HTTPS:443 tg-web'
    const listeners = each.kind === 'app' && redirects ? [forward, 'HTTP:80 redirect'] : [forward]
    return { ...each, listeners, ...(each.kind === 'net' && groupless ? { groups: [] } : {}) }
  })

/** A load balancer `shop`, its target group `tg-web`, and filters at random. */
export const randomBalancers: fc.Arbitrary<BalancedSketch> = fc
  .record({ balancer, targetGroup, groups, acls })
  .map((world) => ({
    balancers: { shop: world.balancer },
    targetGroups: { 'tg-web': world.targetGroup },
    network: {
      ...BALANCED_NETWORK,
      interfaces: { ...BALANCED_NETWORK.interfaces, 'eni-c': THIRD },
      instances: { ...BALANCED_NETWORK.instances, 'i-c': 'web-c' },
      groups: world.groups,
      acls: world.acls,
      prefixLists: { 'pl-unread': null, 'pl-read': ['203.0.113.0/24', '192.0.2.7/32'] },
    },
  }))
