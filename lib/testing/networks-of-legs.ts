/** Small networks whose load balancers send to targets that are alike but for one thing. */

import type { Inventory } from '../inventory/inventory.ts'
import { BALANCED_NETWORK, type BalancedSketch, balancerArn, NODES, sketchBalanced } from './sketch-balancers.ts'
import { type InterfaceSketch, OPEN_ACL } from './sketch-network.ts'

type Network = NonNullable<BalancedSketch['network']>

const target = (text: string, more: InterfaceSketch = {}): InterfaceSketch => {
  const [subnet = '', privateIp = '', instance] = text.split(' ')
  return { subnet, privateIp, publicIp: null, instance: instance ?? null, groups: ['sg-web'], ...more }
}

/** Two targets in each private subnet, and one beside the first node. */
const INTERFACES = {
  'eni-a1': target('subnet-a 10.0.10.11'),
  'eni-a2': target('subnet-a 10.0.10.200'),
  'eni-b1': target('subnet-b 10.0.11.11'),
  'eni-b2': target('subnet-b 10.0.11.200'),
  'eni-n1': target('subnet-1 10.0.0.20'),
}

const addresses = (interfaces: Readonly<Record<string, InterfaceSketch>>) =>
  Object.values(interfaces).flatMap(({ privateIp }) => (privateIp === undefined ? [] : [privateIp]))

/** A balancer of this kind before all of them, by address, across zones. */
const before = (kind: 'app' | 'net', network: Network = {}, sketch: BalancedSketch = {}) => {
  const interfaces = { ...INTERFACES, ...network.interfaces }
  return () =>
    sketchBalanced({
      balancers: {
        shop: {
          kind,
          nodes: NODES,
          listeners: [kind === 'app' ? 'HTTPS:443 tg-web' : 'TCP:443 tg-web'],
          attributes: { 'load_balancing.cross_zone.enabled': 'true' },
        },
      },
      targetGroups: {
        'tg-web': { type: 'ip', protocol: kind === 'app' ? 'HTTP' : 'TCP', targets: addresses(interfaces) },
      },
      ...sketch,
      network: { ...BALANCED_NETWORK, ...network, interfaces },
    })
}

const groups = (...rules: readonly string[]) => ({
  ...BALANCED_NETWORK.groups,
  'sg-web': [...rules, 'out all 0.0.0.0/0'],
})
const SITES = ['subnet-1', 'subnet-2', 'subnet-a', 'subnet-b']
const acl = (...entries: readonly string[]) => ({
  'acl-1': { ...OPEN_ACL, subnets: SITES.slice(0, 3) },
  'acl-b': { ...OPEN_ACL, entries: [...entries, ...OPEN_ACL.entries], subnets: ['subnet-b'] },
})
const keeps = (value: string, more: BalancedSketch['balancers'] = {}): BalancedSketch => ({
  targetGroups: {
    'tg-web': {
      type: 'ip',
      protocol: 'TCP',
      targets: addresses(INTERFACES),
      attributes: { 'preserve_client_ip.enabled': value },
    },
  },
  ...(Object.keys(more).length > 0 ? { balancers: more } : {}),
})

const ONE_NODE = { 'eni-one': { subnet: 'subnet-1', privateIp: '10.0.0.9', publicIp: '198.51.100.9' } }

export const LEGS: Readonly<Record<string, () => Inventory>> = {
  'targets that are all alike': before('app'),
  'a rule that divides the targets of one subnet': before('app', {
    groups: { ...groups('in tcp 8080 sg-lb'), 'sg-lb': ['in tcp 443 0.0.0.0/0', 'out tcp 8080 10.0.10.0/25'] },
  }),
  'a rule that divides the nodes': before('app', { groups: groups('in tcp 8080 10.0.0.0/24') }),
  'an entry that divides the targets of one subnet': before('app', {
    acls: acl('90 out deny tcp 1024-65535 10.0.0.0/24', '91 in deny tcp 8080 10.0.1.5/32'),
  }),
  'an entry that denies one of two ACLs': before('app', { acls: acl('90 in deny tcp 8080 0.0.0.0/0') }),
  'a target whose groups are others': before('app', {
    groups: { ...BALANCED_NETWORK.groups, 'sg-shut': [] },
    interfaces: { 'eni-a2': target('subnet-a 10.0.10.200', { groups: ['sg-shut'] }) },
  }),
  'a target whose groups could not be read': before('app', {
    interfaces: {
      'eni-a2': target('subnet-a 10.0.10.200', {
        more: { Groups: [{ GroupId: 'sg-web' }, { GroupName: 'nameless' }] },
      }),
    },
  }),
  'a target that is stopped, one detached, and one of another type': before('app', {
    instances: { ...BALANCED_NETWORK.instances, 'i-off': 'off/stopped', 'i-on': 'on' },
    interfaces: {
      'eni-a2': target('subnet-a 10.0.10.200 i-off'),
      'eni-a3': target('subnet-a 10.0.10.201 i-on'),
      'eni-b2': target('subnet-b 10.0.11.200', { status: 'available' }),
      'eni-b3': target('subnet-b 10.0.11.201', { type: 'lambda' }),
    },
  }),
  'a target whose address is outside of its subnet': before('app', {
    interfaces: { 'eni-a2': target('subnet-a 10.0.12.200') },
  }),
  'route tables nobody collected, before targets': before('app', { missing: ['RouteTables'] }),
  'ACLs nobody collected, before targets': before('app', { missing: ['NetworkAcls'] }),
  'tables that differ by a route to a block of the nodes': before('app', {
    tables: {
      ...BALANCED_NETWORK.tables,
      'rtb-b': { routes: ['10.0.0.0/16 local', '10.0.1.0/24 eni-n1'], subnets: ['subnet-b'] },
    },
  }),
  'a client that is kept, whom a rule divides': before(
    'net',
    { groups: groups('in tcp 8080 203.0.113.0/24', 'in tcp 9000 192.0.2.0/24') },
    keeps('true'),
  ),
  'a client that is kept, whom an entry and a list divide': before(
    'net',
    {
      groups: groups('in tcp 8000-8080 pl-1', 'in udp 8080 198.51.100.0/24', 'in tcp 8080 sg-lb'),
      prefixLists: { 'pl-1': ['192.0.2.0/24', '203.0.113.0/25', '2001:db8::/32'] },
      acls: acl('90 in deny tcp 8080 203.0.113.64/26', '91 in deny udp 8080 203.0.113.0/24', '92 in deny all ::/0'),
    },
    keeps('true'),
  ),
  'a client that is hidden': before('net', { groups: groups('in tcp 8080 10.0.0.0/24') }, keeps('false')),
  'an internal load balancer before targets': before(
    'net',
    {},
    keeps('true', { shop: { kind: 'net', scheme: 'internal', listeners: ['TCP:443 tg-web'], attributes: null } }),
  ),
  'two listeners to one group, and two groups of one listener': () =>
    sketchBalanced({
      balancers: {
        shop: { listeners: ['HTTPS:443 tg-web', 'HTTP:80 tg-web'] },
        one: { listeners: ['HTTPS:443 tg-web'], nodes: ONE_NODE },
      },
      targetGroups: {
        'tg-web': { targets: ['i-a', 'i-b:9000'] },
        'tg-rule': { type: 'ip', targets: ['10.0.10.10:7000'], serves: [balancerArn('shop'), balancerArn('one')] },
      },
    }),
}
