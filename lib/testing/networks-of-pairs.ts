/** Small networks in which two ends, or one end and the internet, have something of their own between them. */

import type { Inventory } from '../inventory/inventory.ts'
import { buildVpc } from './build-vpc.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, sketchNetwork } from './sketch-network.ts'
import { sketchTransit, type TransitSketch, transitTable, vpcAttachment } from './sketch-transit.ts'

const groups = (...ids: readonly string[]) => ids

/** Three hosts in two subnets; a test says what their groups hold. */
const hosts = (sketch: NetworkSketch) =>
  sketchNetwork({
    subnets: {
      'subnet-1': { cidr: '10.0.0.0/24', ipv6: '2001:db8:1::/64' },
      'subnet-2': { cidr: '10.0.1.0/24', ipv6: '2001:db8:2::/64' },
    },
    tables: { 'rtb-main': { routes: ['10.0.0.0/16 local', '2001:db8::/32 local', '0.0.0.0/0 igw-1'], main: true } },
    acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2'] } },
    instances: {},
    ...sketch,
    interfaces: {
      'eni-a': { privateIp: '10.0.0.10', publicIp: '198.51.100.10', instance: null, groups: groups('sg-a') },
      'eni-b': { privateIp: '10.0.0.11', publicIp: null, instance: null, groups: groups('sg-b') },
      'eni-c': { privateIp: '10.0.1.12', publicIp: null, instance: null, subnet: 'subnet-2', groups: groups('sg-c') },
      ...sketch.interfaces,
    },
  })

const host = (text: string, ...ids: readonly string[]) => {
  const [subnet = '', privateIp = ''] = text.split(' ')
  return { subnet, privateIp, publicIp: null, instance: null, groups: ids }
}

const RULES = {
  'sg-a': ['out tcp 22-443 10.0.0.0/16', 'out udp 53 10.0.1.0/24', 'in tcp 443 0.0.0.0/0'],
  'sg-b': ['in tcp 80-90 10.0.0.0/28', 'in tcp 100 sg-a', 'in 47 sg-c', 'out all sg-a'],
  'sg-c': ['in tcp 20-25 pl-1', 'in tcp 443 10.0.0.11/32', 'in udp 0-100 0.0.0.0/0', 'out 47 10.0.0.0/24'],
}

const attachment = (id: string, vpc: string) =>
  vpcAttachment({ id: `tgw-attach-${id}`, gateway: 'tgw-1', vpc, subnets: [`subnet-${id}`] })

const group = (GroupId: string) => ({ GroupId, GroupName: GroupId, VpcId: 'vpc-1', OwnerId: '111122223333' })
const web = { IpProtocol: 'tcp', FromPort: 80, ToPort: 443 }

/** Without its `IpPermissionsEgress`. */
const inward = (id: string, GroupId: string) => ({
  ...group(id),
  IpPermissions: [{ ...web, UserIdGroupPairs: [{ GroupId }], IpRanges: [{ CidrIp: '10.0.1.0/24' }] }],
})

/** Without its `IpPermissions`. */
const outward = (id: string, CidrIp: string) => ({
  ...group(id),
  IpPermissionsEgress: [{ ...web, IpRanges: [{ CidrIp }] }],
})

/** Two VPCs at a transit gateway, the first with two subnets of one zone; `more` is the way of the first. */
const transit = (routes: readonly string[], more: Partial<TransitSketch> = {}) =>
  sketchTransit({
    vpcs: {
      'vpc-a': {
        cidr: '10.1.0.0/16',
        subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-a2': '10.1.1.0/24' },
        routes: { 'subnet-a': ['10.2.0.0/16 tgw-1'], 'subnet-a2': ['10.2.0.0/17 tgw-1'] },
        hosts: {
          'eni-a': 'subnet-a 10.1.0.10',
          'eni-a2': 'subnet-a2 10.1.1.10',
          'eni-a3': 'subnet-a 10.1.0.11',
        },
      },
      'vpc-b': {
        cidr: '10.2.0.0/16',
        subnets: { 'subnet-b': '10.2.0.0/24' },
        routes: { 'subnet-b': ['10.1.0.0/16 tgw-1'] },
        hosts: { 'eni-b': 'subnet-b 10.2.0.10', 'eni-b2': 'subnet-b 10.2.0.11' },
        groups: { 'sg-vpc-b': ['in tcp 443 10.1.0.0/24', 'in udp 53 0.0.0.0/0', 'out all 0.0.0.0/0'] },
      },
    },
    ...more,
    elements: {
      TransitGateways: [{ TransitGatewayId: 'tgw-1', State: 'available', OwnerId: '111122223333', Options: {} }],
      TransitGatewayVpcAttachments: [attachment('a', 'vpc-a'), attachment('b', 'vpc-b')],
      TransitGatewayRouteTables: [
        transitTable('tgw-rtb-1', { gateway: 'tgw-1', associations: ['tgw-attach-a', 'tgw-attach-b'], routes }),
      ],
      ...more.elements,
    },
  })

export const PAIRS: Readonly<Record<string, () => Inventory>> = {
  'rules of blocks, groups, lists and protocols': () =>
    hosts({ groups: RULES, prefixLists: { 'pl-1': ['10.0.0.8/30', '192.0.2.0/24'] } }),
  'a list and a group nobody collected': () =>
    hosts({
      groups: { ...RULES, 'sg-d': ['in tcp 1000-2000 10.0.0.0/25', 'out tcp 1500 0.0.0.0/0'] },
      prefixLists: { 'pl-1': null },
      interfaces: {
        'eni-d': { privateIp: '10.0.0.13', publicIp: null, instance: null, groups: groups('sg-d', 'sg-404') },
        'eni-e': { privateIp: '10.0.0.14', publicIp: null, instance: null, groups: [] },
      },
    }),
  'groups of an interface that were read in part': () =>
    hosts({
      groups: RULES,
      prefixLists: { 'pl-1': [] },
      interfaces: {
        'eni-d': {
          privateIp: '10.0.0.13',
          publicIp: null,
          instance: null,
          more: { Groups: [{ GroupId: 'sg-a' }, { GroupName: 'nameless' }] },
        },
      },
    }),
  'two groups of one interface, and two interfaces of two groups': () =>
    hosts({
      groups: { ...RULES, 'sg-d': ['in tcp 1000-2000 sg-c', 'in tcp 3000 sg-b', 'out udp 40-60 0.0.0.0/0'] },
      prefixLists: { 'pl-1': ['10.0.0.0/16'] },
      interfaces: {
        'eni-d': { privateIp: '10.0.0.13', publicIp: null, instance: null, groups: groups('sg-a', 'sg-d') },
        'eni-e': { privateIp: '10.0.0.14', publicIp: null, instance: null, groups: groups('sg-d', 'sg-b') },
      },
    }),
  'rules of one direction only, the other left out': () =>
    hosts({
      elements: { SecurityGroups: [inward('sg-a', 'sg-b'), outward('sg-b', '10.0.0.0/24'), inward('sg-c', 'sg-a')] },
    }),
  'IPv6 beside IPv4': () =>
    hosts({
      groups: {
        'sg-a': ['out all ::/0', 'in icmpv6 128 ::/0', 'in tcp 22 2001:db8:2::/64', 'in icmp 8 0.0.0.0/0'],
        'sg-b': ['out tcp 20-30 2001:db8:1::/64', 'in udp 53 2001:db8:1::a/128', 'out all 10.0.0.0/16'],
        'sg-c': ['out tcp 0-1024 ::/0', 'in all 2001:db8:1::/65'],
      },
      interfaces: {
        'eni-a': {
          privateIp: '10.0.0.10',
          publicIp: '198.51.100.10',
          ipv6: ['2001:db8:1::a'],
          instance: null,
          groups: groups('sg-a'),
        },
        'eni-b': {
          privateIp: '10.0.0.11',
          publicIp: null,
          ipv6: ['2001:db8:1::b', '2001:db8:1:0:8000::b'],
          instance: null,
          groups: groups('sg-b'),
        },
        'eni-c': {
          privateIp: '10.0.1.12',
          publicIp: null,
          ipv6: ['2001:db8:2::c'],
          instance: null,
          subnet: 'subnet-2',
          groups: groups('sg-c'),
        },
      },
    }),
  'an ACL between two subnets that names a protocol and denies ports': () =>
    hosts({
      groups: { 'sg-a': ['out all 0.0.0.0/0'], 'sg-b': ['in all 0.0.0.0/0'], 'sg-c': ['in tcp 20-90 0.0.0.0/0'] },
      acls: {
        'acl-1': OPEN_ACL,
        'acl-2': {
          entries: [
            '80 in allow 47 10.0.0.0/16',
            '90 in deny tcp 22-53 10.0.0.0/24',
            '100 in allow tcp 0-80 0.0.0.0/0',
            '100 out allow tcp 1024-65535 0.0.0.0/0',
          ],
          subnets: ['subnet-2'],
        },
      },
    }),
  'route tables nobody collected': () => hosts({ groups: RULES, prefixLists: {}, missing: ['RouteTables'] }),
  'subnets nobody collected': () => hosts({ groups: RULES, prefixLists: {}, missing: ['Subnets'] }),
  'a NAT gateway between, and the public address of a neighbour': () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
      .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1', '10.0.3.0/24': 'nat-1' })
      .subnet('subnet-db', '10.0.3.0/24', { '10.0.2.0/24': 'eni-fw' })
      .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.5' })
      .host('eni-app', 'subnet-app', ['tcp/22 from 10.0.3.0/24'], { privateIp: '10.0.2.10' })
      .host('eni-fw', 'subnet-pub', ['all from 10.0.0.0/16'], {
        privateIp: '10.0.1.20',
        more: { SourceDestCheck: false },
      })
      .host('eni-db', 'subnet-db', ['tcp/5432 from 10.0.1.5/32', 'tcp/22 from 10.0.2.0/24', 'udp/53 from sg-app'], {
        privateIp: '10.0.3.10',
      }).inventory,
  'a route that is a blackhole, and one that leads nowhere': () =>
    sketchTransit({
      vpcs: {
        'vpc-a': {
          cidr: '10.1.0.0/16',
          subnets: { 'subnet-a': '10.1.0.0/24', 'subnet-a2': '10.1.1.0/24' },
          routes: { 'subnet-a': ['10.2.0.0/16 pcx-404 blackhole', '10.3.0.0/16 tgw-404'] },
          hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-a2': 'subnet-a2 10.1.1.10' },
        },
        'vpc-b': {
          cidr: '10.2.0.0/16',
          subnets: { 'subnet-b': '10.2.0.0/24' },
          hosts: { 'eni-b': 'subnet-b 10.2.0.10' },
        },
        'vpc-c': {
          cidr: '10.3.0.0/16',
          subnets: { 'subnet-c': '10.3.0.0/24' },
          hosts: { 'eni-c': 'subnet-c 10.3.0.10' },
        },
      },
    }),
  'a transit gateway that leads both ways': () => transit(['10.1.0.0/16 tgw-attach-a', '10.2.0.0/16 tgw-attach-b']),
  'a transit gateway that leads one way': () => transit(['10.2.0.0/16 tgw-attach-b']),
  'a transit gateway whose route is a blackhole': () => transit(['10.2.0.0/16 - blackhole']),
  'transit gateway tables nobody collected': () => transit([], { missing: ['TransitGatewayRouteTables'] }),
  'a transit gateway into a subnet whose ACL denies': () => {
    const vpcs = {
      'vpc-a': {
        cidr: '10.1.0.0/16',
        subnets: { 'subnet-a': '10.1.0.0/24' },
        routes: { 'subnet-a': ['10.2.0.0/16 tgw-1'] },
        hosts: { 'eni-a': host('subnet-a 10.1.0.10', 'sg-vpc-a') },
      },
      'vpc-b': {
        cidr: '10.2.0.0/16',
        subnets: { 'subnet-b': '10.2.0.0/24', 'subnet-b2': '10.2.1.0/24' },
        routes: { 'subnet-b': ['10.1.0.0/16 tgw-1'] },
        hosts: { 'eni-b': 'subnet-b 10.2.0.10', 'eni-b2': 'subnet-b2 10.2.1.10' },
        acls: {
          'acl-b2': {
            entries: ['90 in deny tcp 443 10.1.0.0/24', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
            subnets: ['subnet-b2'],
          },
        },
      },
    }
    return transit(['10.1.0.0/16 tgw-attach-a', '10.2.0.0/16 tgw-attach-b'], { vpcs })
  },
  'an interface of a service, and one that only passes traffic on': () =>
    hosts({
      groups: RULES,
      prefixLists: { 'pl-1': ['10.0.0.0/24'] },
      tables: { 'rtb-main': MAIN_TABLE },
      interfaces: {
        'eni-nat': { privateIp: '10.0.0.20', publicIp: null, instance: null, type: 'nat_gateway', groups: [] },
        'eni-vpce': {
          privateIp: '10.0.0.21',
          publicIp: null,
          instance: null,
          type: 'vpc_endpoint',
          groups: groups('sg-b'),
        },
      },
    }),
}
