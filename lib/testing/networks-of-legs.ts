/** Small networks whose load balancers send to targets that are alike but for one thing. */

import type { Inventory } from '../inventory/inventory.ts'
import { BALANCED_NETWORK, balancerArn, NODES, sketchBalanced } from './sketch-balancers.ts'
import {
  acl,
  before,
  bothFamilies,
  bothWays,
  groups,
  inFront,
  keeps,
  nodesApart,
  ONE_NODE,
  SITES,
  steered,
  target,
} from './sketch-legs.ts'
import { OPEN_ACL } from './sketch-network.ts'

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
  'an appliance on the way to targets': steered(['rtb-to', 'subnet-1', ['0.0.0.0/0 igw-1', '10.0.10.0/24 eni-fw']]),
  'an appliance on the way back from targets': steered(
    ['rtb-to', 'subnet-1', ['0.0.0.0/0 igw-1']],
    ['rtb-back', 'subnet-a', ['10.0.0.0/24 eni-fw']],
  ),
  'a route to targets that is a blackhole': steered([
    'rtb-to',
    'subnet-1',
    ['0.0.0.0/0 igw-1', '10.0.10.0/24 eni-404 blackhole'],
  ]),
  'a route to targets by a list nobody collected, to an appliance': steered([
    'rtb-to',
    'subnet-1',
    ['0.0.0.0/0 igw-1', 'pl-1 eni-fw'],
  ]),
  'routes that turn in a circle': steered(
    ['rtb-to', 'subnet-1', ['0.0.0.0/0 igw-1', '10.0.10.0/24 eni-fw']],
    ['rtb-fw', 'subnet-fw', ['10.0.10.0/24 eni-n1']],
  ),
  'a load balancer before another of two nodes': inFront('10.0.0.0/16 local'),
  'a load balancer before another, one of whose nodes nothing leads to': inFront(
    '10.0.0.0/16 local',
    '10.0.11.0/24 eni-404 blackhole',
  ),
  'subnets nobody collected, before targets': before('app', { missing: ['Subnets'] }),
  'a node whose groups could not be read': before(
    'app',
    {},
    {
      balancers: {
        shop: {
          listeners: ['HTTPS:443 tg-web'],
          nodes: {
            ...NODES,
            'eni-node-3': {
              subnet: 'subnet-1',
              privateIp: '10.0.0.7',
              publicIp: '198.51.100.7',
              more: { Groups: [{ GroupId: 'sg-lb' }, { GroupName: 'nameless' }] },
            },
          },
        },
      },
    },
  ),
  'nodes of which one is detached, one is of another type, and none has a group': before(
    'app',
    { groups: groups('in tcp 8080 10.0.0.0/16') },
    nodesApart(NODES),
  ),
  'an ACL that denies between subnets, not within one': before('app', {
    acls: { 'acl-1': { ...OPEN_ACL, entries: ['90 in deny tcp 8080 0.0.0.0/0', ...OPEN_ACL.entries], subnets: SITES } },
  }),
  'a Classic Load Balancer beside another, before a neighbour': () =>
    sketchBalanced({
      balancers: {
        shop: { listeners: ['HTTPS:443 tg-web'] },
        old: { kind: 'classic', listeners: ['TCP:443 8080'], instances: ['i-n'], nodes: ONE_NODE },
      },
      targetGroups: { 'tg-web': { targets: ['i-n'], attributes: {} } },
      network: {
        instances: { 'i-n': 'neighbour' },
        interfaces: { 'eni-n1': target('subnet-1 10.0.0.20 i-n') },
        acls: {
          'acl-1': { ...OPEN_ACL, entries: ['90 out deny tcp 8080 0.0.0.0/0', ...OPEN_ACL.entries], subnets: SITES },
        },
      },
    }),
  'a listener of TCP and UDP, of which rules name one': before(
    'net',
    { groups: groups('in tcp 8080 0.0.0.0/0', 'in udp 8080 10.0.11.0/24') },
    {
      ...keeps('false', { shop: { kind: 'net', listeners: ['TCP_UDP:443 tg-web'] } }),
    },
  ),
  'IPv6 clients of targets of IPv4': before('app', bothFamilies('in tcp 8080 10.0.0.0/24'), bothWays('app')),
  'targets of both families': before('net', bothFamilies('in tcp 8080 ::/0', 'in tcp 8080 203.0.113.0/24'), {
    ...bothWays('net'),
    targetGroups: {
      'tg-web': { type: 'ip', protocol: 'TCP', targets: ['10.0.10.30', '10.0.10.31'] },
      'tg-six': {
        type: 'ip',
        protocol: 'TCP',
        family: 'ipv6',
        targets: ['2001:db8:1:10::30', '2001:db8:1:10::31'],
        attributes: { 'preserve_client_ip.enabled': 'true' },
      },
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
