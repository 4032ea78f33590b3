/** The security groups and network ACLs of one VPC of an estate: three tiers, an admin's way in, and what grew over years. */

import type { JsonObject } from '../../describe/document.ts'
import type { VpcSite } from './estate-site.ts'

export const GROUPS = [
  'default',
  'balancer',
  'web',
  'orders',
  'stock',
  'cache',
  'database',
  'lambda',
  'admin',
  'endpoints',
  'legacy',
  'monitoring',
] as const

export type GroupName = (typeof GROUPS)[number]

export function groupId(site: VpcSite, name: GroupName): `sg-${string}` {
  return site.id('sg', site.vpc * 16 + GROUPS.indexOf(name))
}

interface Opening {
  readonly protocol?: string
  readonly ports?: readonly [number, number]
  readonly cidrs?: readonly string[]
  readonly ipv6Cidrs?: readonly string[]
  readonly groups?: readonly GroupName[]
  readonly prefixLists?: readonly string[]
}

export function securityGroups(site: VpcSite): readonly JsonObject[] {
  return GROUPS.map((name, index) => ({
    Description: `${name} of ${site.name}`,
    GroupId: groupId(site, name),
    GroupName: name === 'default' ? name : `${site.name}-${name}`,
    IpPermissions: ingress(name, site).map((opening) => permission(site, opening)),
    IpPermissionsEgress: egress(name, site).map((opening) => permission(site, opening)),
    OwnerId: site.account,
    Tags: index % 3 === 0 ? [] : [{ Key: 'Name', Value: `${site.name}-${name}` }],
    VpcId: site.vpcId,
  }))
}

function permission(site: VpcSite, opening: Opening): JsonObject {
  const [from, to] = opening.ports ?? []
  return {
    ...(from === undefined || to === undefined ? {} : { FromPort: from, ToPort: to }),
    IpProtocol: opening.protocol ?? 'tcp',
    IpRanges: (opening.cidrs ?? []).map((cidr) => ({ CidrIp: cidr, Description: `from ${cidr}` })),
    Ipv6Ranges: (opening.ipv6Cidrs ?? []).map((cidr) => ({ CidrIpv6: cidr })),
    PrefixListIds: (opening.prefixLists ?? []).map((id) => ({ PrefixListId: id })),
    UserIdGroupPairs: (opening.groups ?? []).map((name) => ({ GroupId: groupId(site, name), UserId: site.account })),
  }
}

function ingress(name: GroupName, site: VpcSite): readonly Opening[] {
  const office = `203.0.113.${(site.vpc % 16) * 16}/28`
  const everyone = { cidrs: ['0.0.0.0/0'], ipv6Cidrs: site.ipv6 ? ['::/0'] : [] }
  switch (name) {
    case 'default':
      return [{ protocol: '-1', groups: ['default'] }]
    case 'balancer':
      return [443, 80].map((port) => ({ ports: [port, port], ...everyone }))
    case 'web':
      return [
        { ports: [8080, 8080], groups: ['balancer'] },
        { ports: [22, 22], prefixLists: [site.prefixListId] },
      ]
    case 'orders':
    case 'stock':
      return [
        { ports: [8000, 8100], groups: ['web', 'lambda'] },
        { ports: [9100, 9100], cidrs: [site.peerCidr] },
      ]
    case 'cache':
      return [{ ports: [6379, 6379], groups: ['orders', 'stock'] }]
    case 'database':
      return [
        { ports: [5432, 5432], groups: ['orders', 'stock', 'lambda'] },
        { ports: [5432, 5432], cidrs: ['10.0.0.0/8'] },
      ]
    case 'lambda':
      return []
    case 'admin':
      return [
        { ports: [22, 22], cidrs: [office, '198.51.100.0/24'] },
        { protocol: 'icmp', ports: [8, -1], cidrs: ['10.0.0.0/8'] },
      ]
    case 'endpoints':
      return [{ ports: [443, 443], cidrs: [site.cidr] }]
    case 'legacy':
      return site.vpc % 7 === 0
        ? [
            { ports: [3389, 3389], ...everyone },
            { protocol: 'udp', ports: [500, 4500], cidrs: [office] },
          ]
        : [{ protocol: '-1', cidrs: ['172.16.0.0/12', '192.168.0.0/16'] }]
    case 'monitoring':
      return [{ ports: [9000, 9999], groups: ['monitoring'], cidrs: [site.cidr] }]
  }
}

function egress(name: GroupName, site: VpcSite): readonly Opening[] {
  if (name === 'database') return [{ protocol: '-1', cidrs: [site.cidr] }]
  const all = { protocol: '-1', cidrs: ['0.0.0.0/0'] }
  return [site.ipv6 ? { ...all, ipv6Cidrs: ['::/0'] } : all]
}

/** The default ACL lets all pass; the data tier has its own, and so have the public subnets of every third VPC. */
export function networkAcls(site: VpcSite): readonly JsonObject[] {
  const data = site.subnets.filter(({ tier }) => tier === 'data')
  const own = site.vpc % 3 === 0 ? site.subnets.filter(({ tier }) => tier === 'public') : []
  const guarded = new Set([...data, ...own].map(({ id }) => id))
  const rest = site.subnets.filter(({ id }) => !guarded.has(id))
  const open = [entry(100, 'allow', {}), entry(100, 'allow', { Egress: true })]
  return [
    acl(site, { turn: 0, subnets: rest, entries: open, IsDefault: true }),
    acl(site, { turn: 1, subnets: data, entries: dataEntries(site) }),
    ...(own.length === 0 ? [] : [acl(site, { turn: 2, subnets: own, entries: publicEntries(site) })]),
  ]
}

interface AclPlan {
  readonly turn: number
  readonly subnets: VpcSite['subnets']
  readonly entries: readonly JsonObject[]
  readonly IsDefault?: boolean
}

function acl(site: VpcSite, { turn, subnets, entries, IsDefault = false }: AclPlan): JsonObject {
  const id = site.id('acl', site.vpc * 4 + turn)
  return {
    Associations: subnets.map((subnet, index) => ({
      NetworkAclAssociationId: site.id('aclassoc', site.vpc * 64 + turn * 16 + index),
      NetworkAclId: id,
      SubnetId: subnet.id,
    })),
    Entries: [...entries, entry(32_767, 'deny', {}), entry(32_767, 'deny', { Egress: true })],
    IsDefault,
    NetworkAclId: id,
    OwnerId: site.account,
    Tags: [],
    VpcId: site.vpcId,
  }
}

function entry(number: number, action: 'allow' | 'deny', rest: JsonObject): JsonObject {
  return { CidrBlock: '0.0.0.0/0', Egress: false, Protocol: '-1', RuleAction: action, RuleNumber: number, ...rest }
}

function ports(from: number, to: number): JsonObject {
  return { Protocol: '6', PortRange: { From: from, To: to } }
}

function dataEntries(site: VpcSite): readonly JsonObject[] {
  return [
    entry(100, 'allow', { ...ports(5432, 5432), CidrBlock: site.cidr }),
    entry(110, 'allow', { ...ports(6379, 6379), CidrBlock: site.cidr }),
    entry(200, 'allow', { ...ports(1024, 65_535), CidrBlock: '10.0.0.0/8' }),
    entry(100, 'allow', { Egress: true, CidrBlock: '10.0.0.0/8' }),
  ]
}

function publicEntries(site: VpcSite): readonly JsonObject[] {
  return [
    entry(50, 'deny', { CidrBlock: `192.0.2.${site.vpc % 256}/32` }),
    entry(100, 'allow', ports(443, 443)),
    entry(110, 'allow', ports(80, 80)),
    entry(120, 'allow', { ...ports(22, 22), CidrBlock: '203.0.113.0/24' }),
    entry(130, 'allow', { CidrBlock: '10.0.0.0/8' }),
    entry(140, 'allow', ports(1024, 65_535)),
    entry(100, 'allow', { Egress: true }),
  ]
}
