/** Small networks, each with something of its own that exposure, matrix and scopes have to tell. */

import type { JsonObject } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { buildVpc } from './build-vpc.ts'
import { BALANCED_NETWORK, NODES, sketchBalanced } from './sketch-balancers.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from './sketch-network.ts'
import { sketchTransit } from './sketch-transit.ts'

const WEB = { publicIp: '198.51.100.9', ipv6: ['2001:db8:1::9'] }
const web = (sketch: NetworkSketch) => sketchNetwork({ interfaces: { 'eni-1': WEB }, ...sketch })
const blocked = (mode: string) =>
  web({
    groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] },
    elements: { VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: mode, State: 'update-complete' }] },
  })

const gateways = (more: JsonObject) =>
  web({
    groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] },
    elements: { InternetGateways: [{ InternetGatewayId: 'igw-1', OwnerId: '111122223333', ...more }] },
  })

const OPEN_GROUPS = {
  ...BALANCED_NETWORK.groups,
  'sg-web': ['in tcp 8080 10.0.0.0/16', 'in tcp 8080 203.0.113.0/24', 'out all 0.0.0.0/0'],
}

const side = (VpcId: string, CidrBlock: string) => ({
  VpcId,
  OwnerId: '111122223333',
  Region: 'eu-west-1',
  CidrBlockSet: [{ CidrBlock }],
})

export const NETWORKS: Readonly<Record<string, () => Inventory>> = {
  'rules of every kind': () =>
    web({
      groups: {
        'sg-1': [
          'in tcp 22-23 192.0.2.0/24',
          'in tcp 22 198.51.100.0/25',
          'in tcp 443 0.0.0.0/0',
          'in tcp 443 ::/0',
          'in udp 53 203.0.113.0/24',
          'in icmp 8 0.0.0.0/0',
          'in icmpv6 128 ::/0',
          'in 47 0.0.0.0/0',
        ],
      },
    }),
  'two groups, of which one admits': () =>
    web({
      groups: { 'sg-shut': [], 'sg-open': ['in tcp 443 0.0.0.0/0'], 'sg-other': ['in all sg-open'] },
      interfaces: { 'eni-1': { ...WEB, groups: ['sg-shut', 'sg-other', 'sg-open'] } },
    }),
  'all traffic, and an ACL that denies some of it': () =>
    web({
      groups: { 'sg-1': ['in all 0.0.0.0/0', 'in all ::/0'] },
      acls: {
        'acl-1': {
          ...OPEN_ACL,
          entries: [
            '90 in deny tcp 22 0.0.0.0/0',
            '91 in deny tcp 0-1023 192.0.2.0/24',
            '92 in deny icmp 8 0.0.0.0/0',
            '93 in deny udp 53 ::/0',
            '90 out deny tcp 1024-65535 198.51.100.0/24',
            ...OPEN_ACL.entries,
          ],
        },
      },
    }),
  'alike interfaces in two subnets, one of them stopped': () =>
    sketchNetwork({
      groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] },
      subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24', zone: 'eu-west-1b' } },
      tables: {
        'rtb-main': MAIN_TABLE,
        'rtb-1': { ...PUBLIC_TABLE, subnets: ['subnet-1'] },
        'rtb-2': { routes: ['10.0.0.0/16 local', '0.0.0.0/1 igw-1'], subnets: ['subnet-2'] },
      },
      acls: { 'acl-1': { ...OPEN_ACL, subnets: ['subnet-1', 'subnet-2'] } },
      instances: { 'i-1': 'a', 'i-2': 'b', 'i-3': 'c/stopped', 'i-4': 'd' },
      interfaces: {
        'eni-1': { publicIp: '198.51.100.1', privateIp: '10.0.0.11', instance: 'i-1' },
        'eni-2': { publicIp: '198.51.100.2', privateIp: '10.0.0.12', instance: 'i-2' },
        'eni-3': { publicIp: '198.51.100.3', privateIp: '10.0.0.13', instance: 'i-3' },
        'eni-4': { publicIp: '198.51.100.4', privateIp: '10.0.1.14', instance: 'i-4', subnet: 'subnet-2' },
      },
    }),
  'a prefix list that was not collected': () =>
    web({
      groups: { 'sg-1': ['in tcp 443 pl-1', 'in tcp 22 pl-2', 'out all 0.0.0.0/0'] },
      prefixLists: { 'pl-1': null, 'pl-2': ['192.0.2.0/24', '203.0.113.0/25'] },
    }),
  'a group that was not collected': () => web({ groups: {}, interfaces: { 'eni-1': { ...WEB, groups: ['sg-404'] } } }),
  'an interface without groups': () => web({ interfaces: { 'eni-1': { ...WEB, groups: [] } } }),
  'a group that could not be read in full': () =>
    web({
      groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] },
      interfaces: { 'eni-1': { ...WEB, more: { Groups: [{ GroupId: 'sg-1' }, { GroupName: 'nameless' }] } } },
    }),
  'route tables that were not collected': () =>
    web({ groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] }, missing: ['RouteTables'] }),
  'network ACLs that were not collected': () =>
    web({ groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] }, missing: ['NetworkAcls'] }),
  'an internet gateway that was not collected': () =>
    web({ groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] }, missing: ['InternetGateways'] }),
  'Block Public Access, both ways': () => blocked('block-bidirectional'),
  'Block Public Access, inward': () => blocked('block-ingress'),
  'Block Public Access that was not collected': () =>
    web({ groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] }, missing: ['VpcBlockPublicAccessOptions'] }),
  'IPv6 by an egress-only internet gateway': () =>
    web({
      groups: { 'sg-1': ['in all 0.0.0.0/0', 'in all ::/0', 'out all ::/0'] },
      tables: {
        'rtb-main': MAIN_TABLE,
        'rtb-1': { routes: ['10.0.0.0/16 local', '::/0 eigw-1'], subnets: ['subnet-1'] },
      },
    }),
  'an appliance the gateway table steers to': () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'eni-fw' })
      .subnet('subnet-fw', '10.0.2.0/24', { '0.0.0.0/0': 'igw-1' })
      .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
      .host('eni-fw', 'subnet-fw', ['all from 0.0.0.0/0'], {
        privateIp: '10.0.2.10',
        publicIp: '198.51.100.20',
        more: { SourceDestCheck: false },
      })
      .edge({ '10.0.1.0/24': 'eni-fw' }).inventory,
  'a gateway table whose route is a blackhole': () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
      .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { privateIp: '10.0.1.10', publicIp: '198.51.100.10' })
      .edge({ '10.0.1.0/24': 'eni-gone blackhole' }).inventory,
  'a NAT gateway, and hosts behind it': () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
      .subnet('subnet-app', '10.0.2.0/24', { '0.0.0.0/0': 'nat-1' })
      .nat('nat-1', 'subnet-pub', { privateIp: '10.0.1.5', publicIp: '198.51.100.5' })
      .host('eni-app', 'subnet-app', ['tcp/22 from 10.0.0.0/16'], { privateIp: '10.0.2.10' })
      .host('eni-db', 'subnet-app', ['tcp/5432 from sg-app', 'udp/53 from 10.0.1.0/24'], { privateIp: '10.0.2.20' })
      .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/8000-8999 from 203.0.113.0/24'], {
        privateIp: '10.0.1.10',
        publicIp: '198.51.100.10',
      }).inventory,
  'protocols of their own, and ICMP, between two hosts': () =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-a', '10.0.1.0/24')
      .subnet('subnet-b', '10.0.2.0/24')
      .host('eni-a', 'subnet-a', ['47 from 10.0.0.0/16', 'icmp/8 from 10.0.0.0/16', 'tcp/22-23 from 10.0.0.0/16'], {
        privateIp: '10.0.1.10',
        ipv6: ['2001:db8:1::a'],
      })
      .host('eni-b', 'subnet-b', ['50 from 10.0.0.0/16', 'icmpv6/128 from ::/0', 'tcp/443 from ::/0'], {
        privateIp: '10.0.2.10',
        ipv6: ['2001:db8:1::b'],
      })
      .acl(
        'acl-b',
        ['subnet-b'],
        ['90 in deny tcp 22 0.0.0.0/0', '100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      ).inventory,
  'an Application Load Balancer': () => sketchBalanced({}),
  'an Application Load Balancer whose groups were not collected': () =>
    sketchBalanced({ network: { groups: { 'sg-web': ['in tcp 8080 sg-lb', 'out all 0.0.0.0/0'] } } }),
  'two nodes in one subnet, of which a target admits the second': () =>
    sketchBalanced({
      network: {
        groups: { ...BALANCED_NETWORK.groups, 'sg-narrow': ['in tcp 8080 10.0.0.0/25', 'out all 0.0.0.0/0'] },
        interfaces: {
          ...BALANCED_NETWORK.interfaces,
          'eni-b': {
            subnet: 'subnet-a',
            privateIp: '10.0.10.11',
            publicIp: null,
            instance: 'i-b',
            groups: ['sg-narrow'],
          },
        },
      },
      balancers: {
        shop: {
          nodes: {
            'eni-node-1': { subnet: 'subnet-1', privateIp: '10.0.0.200', publicIp: '198.51.100.5' },
            'eni-node-2': { subnet: 'subnet-1', privateIp: '10.0.0.5', publicIp: '198.51.100.6' },
          },
        },
      },
    }),
  'a load balancer whose listeners were not collected': () => sketchBalanced({ network: { missing: ['Listeners'] } }),
  'a Network Load Balancer that keeps the client': () =>
    sketchBalanced({
      network: { groups: OPEN_GROUPS },
      balancers: { shop: { kind: 'net', listeners: ['TCP:443 tg-web', 'UDP:53 tg-dns'] } },
      targetGroups: {
        'tg-web': { protocol: 'TCP', targets: ['i-a', 'i-b/unhealthy'] },
        'tg-dns': { protocol: 'UDP', port: 53, targets: null },
      },
    }),
  'a Network Load Balancer with targets by address': () =>
    sketchBalanced({
      network: { groups: OPEN_GROUPS },
      balancers: {
        shop: {
          kind: 'net',
          listeners: ['TCP:443 tg-web'],
          attributes: { 'load_balancing.cross_zone.enabled': 'true' },
        },
      },
      targetGroups: { 'tg-web': { protocol: 'TCP', type: 'ip', targets: ['10.0.10.10:9000', '10.0.11.10:8080'] } },
    }),
  'a Classic Load Balancer': () =>
    sketchBalanced({ balancers: { shop: { kind: 'classic', listeners: ['TCP:443 8080', 'TCP:80 9000'] } } }),
  'a load balancer of one node, before a load balancer': () =>
    sketchBalanced({
      balancers: {
        front: { kind: 'net', listeners: ['TCP:443 tg-alb'] },
        shop: { nodes: { 'eni-alb-1': { subnet: 'subnet-a', privateIp: '10.0.10.5' } }, scheme: 'internal' },
      },
      targetGroups: { 'tg-alb': { type: 'alb', protocol: 'TCP', port: 443, targets: null }, 'tg-web': {} },
    }),
  'a load balancer that may be reached, before targets': () =>
    sketchBalanced({
      network: {
        groups: { ...BALANCED_NETWORK.groups, 'sg-lb': ['in tcp 443 pl-1', 'out all 0.0.0.0/0'] },
        prefixLists: { 'pl-1': null },
      },
      balancers: { shop: { nodes: NODES } },
    }),
  'two VPCs and a peering connection': () =>
    sketchTransit({
      vpcs: {
        'vpc-a': {
          cidr: '10.1.0.0/16',
          subnets: { 'subnet-a': '10.1.0.0/24' },
          routes: { 'subnet-a': ['10.2.0.0/16 pcx-1'] },
          hosts: { 'eni-a': 'subnet-a 10.1.0.10', 'eni-a2': 'subnet-a 10.1.0.11' },
        },
        'vpc-b': {
          cidr: '10.2.0.0/16',
          subnets: { 'subnet-b': '10.2.0.0/24', 'subnet-b2': '10.2.1.0/24' },
          routes: { 'subnet-b': ['10.1.0.0/16 pcx-1'] },
          hosts: { 'eni-b': 'subnet-b 10.2.0.10', 'eni-b2': 'subnet-b2 10.2.1.10' },
          groups: {
            'sg-vpc-b': ['in tcp 443 sg-vpc-a', 'in tcp 22 10.1.0.8/29', 'in udp 53 10.2.0.0/16', 'out all 0.0.0.0/0'],
          },
        },
      },
      elements: {
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: 'pcx-1',
            Status: { Code: 'active' },
            RequesterVpcInfo: side('vpc-a', '10.1.0.0/16'),
            AccepterVpcInfo: side('vpc-b', '10.2.0.0/16'),
          },
        ],
      },
    }),
  'an ACL that lets some echo replies out': () =>
    web({
      groups: { 'sg-1': ['in all 0.0.0.0/0', 'in all ::/0'] },
      acls: {
        'acl-1': {
          ...OPEN_ACL,
          entries: [
            '90 out deny icmp 0 192.0.2.0/24',
            '91 out deny icmp 14 0.0.0.0/0',
            '92 out deny icmpv6 129 2001:db8:ffff::/48',
            '93 in deny icmp 17 0.0.0.0/0',
            ...OPEN_ACL.entries,
          ],
        },
      },
    }),
  'an Elastic IP address that only its own list tells, and a delegated prefix': () =>
    web({
      groups: { 'sg-1': ['in tcp 443 0.0.0.0/0', 'in tcp 443 ::/0'] },
      interfaces: {
        'eni-1': { publicIp: null, more: { Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:0:1::/80' }] } },
      },
      elements: {
        Addresses: [
          {
            PublicIp: '198.51.100.77',
            NetworkInterfaceId: 'eni-1',
            PrivateIpAddress: '10.0.0.10',
          },
        ],
      },
    }),
  'an internet gateway that is being detached': () =>
    gateways({ Attachments: [{ VpcId: 'vpc-1', State: 'detaching' }] }),
  'an internet gateway of another VPC': () => gateways({ Attachments: [{ VpcId: 'vpc-2', State: 'available' }] }),
  'an internet gateway attached in a state nobody told': () => gateways({ Attachments: [{ VpcId: 'vpc-1' }] }),
  'an internet gateway whose attachments were left out': () => gateways({}),
}
