/** What networks are made of whose load balancers send to targets that are alike but for one thing. */

import type { JsonObject } from '../describe/document.ts'
import { BALANCED_NETWORK, type BalancedSketch, balancerArn, NODES, sketchBalanced } from './sketch-balancers.ts'
import { type InterfaceSketch, OPEN_ACL } from './sketch-network.ts'

type Network = NonNullable<BalancedSketch['network']>

export const target = (text: string, more: InterfaceSketch = {}): InterfaceSketch => {
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
export const before = (kind: 'app' | 'net', network: Network = {}, sketch: BalancedSketch = {}) => {
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

export const groups = (...rules: readonly string[]) => ({
  ...BALANCED_NETWORK.groups,
  'sg-web': [...rules, 'out all 0.0.0.0/0'],
})
export const SITES = ['subnet-1', 'subnet-2', 'subnet-a', 'subnet-b']
export const acl = (...entries: readonly string[]) => ({
  'acl-1': { ...OPEN_ACL, subnets: SITES.slice(0, 3) },
  'acl-b': { ...OPEN_ACL, entries: [...entries, ...OPEN_ACL.entries], subnets: ['subnet-b'] },
})
export const keeps = (value: string, more: BalancedSketch['balancers'] = {}): BalancedSketch => ({
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

const firewall = target('subnet-fw 10.0.20.5', { groups: ['sg-fw'], more: { SourceDestCheck: false } })

/** An appliance in a subnet of its own, whose ACL lets half of the targets' subnet through. */
export const steered = (...tables: readonly (readonly [string, string, readonly string[]])[]) =>
  before(
    'app',
    {
      subnets: { ...BALANCED_NETWORK.subnets, 'subnet-fw': { cidr: '10.0.20.0/24', zone: 'eu-west-1a' } },
      groups: { ...BALANCED_NETWORK.groups, 'sg-fw': ['in all 0.0.0.0/0', 'out all 0.0.0.0/0'] },
      acls: {
        'acl-1': { ...OPEN_ACL, subnets: SITES },
        'acl-fw': {
          ...OPEN_ACL,
          entries: [
            '90 out deny tcp 0-65535 10.0.10.128/25',
            '91 in deny tcp 0-65535 10.0.10.128/25',
            ...OPEN_ACL.entries,
          ],
          subnets: ['subnet-fw'],
        },
      },
      tables: {
        'rtb-main': BALANCED_NETWORK.tables['rtb-main'],
        'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1'], subnets: ['subnet-2'] },
        ...Object.fromEntries(
          tables.map(([id, subnet, routes]) => [id, { routes: ['10.0.0.0/16 local', ...routes], subnets: [subnet] }]),
        ),
      },
      prefixLists: { 'pl-1': null },
      interfaces: { 'eni-fw': firewall, 'eni-n1': target('subnet-1 10.0.0.20', { more: { SourceDestCheck: false } }) },
    },
    {
      targetGroups: {
        'tg-web': { type: 'ip', protocol: 'HTTP', targets: addresses(INTERFACES) },
      },
    },
  )

/** Four nodes in one subnet, alike but for what is said of each. */
export const nodesApart = (nodes: typeof NODES): BalancedSketch => {
  const node = (privateIp: string, more: JsonObject) => ({ subnet: 'subnet-1', privateIp, publicIp: null, more })
  return {
    balancers: {
      shop: {
        groups: [],
        listeners: ['HTTPS:443 tg-web'],
        nodes: {
          ...nodes,
          'eni-node-3': node('10.0.0.7', { InterfaceType: 'network_load_balancer' }),
          'eni-node-4': node('10.0.0.8', { InterfaceType: 'network_load_balancer', Status: 'available' }),
        },
      },
    },
  }
}

/** Every interface and node of two families, `eni-six1` and `eni-six2` beside the others. */
export const bothFamilies = (...rules: readonly string[]): Network => ({
  groups: {
    'sg-lb': ['in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0', 'out all 0.0.0.0/0', 'out all ::/0'],
    'sg-web': [...rules, 'out all 0.0.0.0/0', 'out all ::/0'],
  },
  subnets: Object.fromEntries(
    Object.entries(BALANCED_NETWORK.subnets).map(([id, subnet]) => [
      id,
      { ...subnet, ipv6: `2001:db8:1:${subnet.cidr.split('.')[2]}::/64` },
    ]),
  ),
  tables: {
    'rtb-main': { routes: ['10.0.0.0/16 local', '2001:db8:1::/56 local', '::/0 igw-1'], main: true },
    'rtb-1': {
      routes: ['10.0.0.0/16 local', '2001:db8:1::/56 local', '0.0.0.0/0 igw-1', '::/0 igw-1'],
      subnets: ['subnet-1', 'subnet-2'],
    },
  },
  interfaces: {
    'eni-six1': target('subnet-a 10.0.10.30', { ipv6: ['2001:db8:1:10::30'] }),
    'eni-six2': target('subnet-a 10.0.10.31', { ipv6: ['2001:db8:1:10::31'] }),
  },
})

export const bothWays = (kind: 'app' | 'net'): BalancedSketch => ({
  balancers: {
    shop: {
      kind,
      listeners: [
        kind === 'app' ? 'HTTPS:443 tg-web' : 'TCP:443 tg-web',
        ...(kind === 'net' ? ['TCP:444 tg-six'] : []),
      ],
      nodes: {
        'eni-node-1': {
          subnet: 'subnet-1',
          privateIp: '10.0.0.5',
          publicIp: '198.51.100.5',
          ipv6: ['2001:db8:1:0::5'],
        },
        'eni-node-2': {
          subnet: 'subnet-2',
          privateIp: '10.0.1.5',
          publicIp: '198.51.100.6',
          ipv6: ['2001:db8:1:1::5'],
        },
        'eni-node-4': { subnet: 'subnet-1', privateIp: '10.0.0.4', publicIp: '198.51.100.4' },
      },
      attributes: { 'load_balancing.cross_zone.enabled': 'true' },
    },
  },
})

export const ONE_NODE = { 'eni-one': { subnet: 'subnet-1', privateIp: '10.0.0.9', publicIp: '198.51.100.9' } }

/** An NLB of one node, and behind it an ALB of two, which sends to two targets. */
export const inFront =
  (...routes: readonly string[]) =>
  () =>
    sketchBalanced({
      balancers: {
        shop: { kind: 'net', listeners: ['TCP:443 tg-alb'], nodes: ONE_NODE, groups: [] },
        inner: {
          scheme: 'internal',
          listeners: ['HTTPS:443 tg-web'],
          nodes: {
            'eni-in-1': { subnet: 'subnet-a', privateIp: '10.0.10.6' },
            'eni-in-2': { subnet: 'subnet-b', privateIp: '10.0.11.6' },
          },
        },
      },
      targetGroups: {
        'tg-alb': { type: 'alb', protocol: 'TCP', port: 443, targets: [balancerArn('inner')] },
        'tg-web': {},
      },
      network: {
        ...BALANCED_NETWORK,
        tables: {
          'rtb-main': BALANCED_NETWORK.tables['rtb-main'],
          'rtb-1': { routes: [...routes, '0.0.0.0/0 igw-1'], subnets: ['subnet-1'] },
        },
      },
    })
