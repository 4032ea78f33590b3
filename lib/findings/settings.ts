/** What a team decides for itself: every list and threshold a rule uses, with its default. Findings print the values they used. */

import { type Interval, intervalSet, type NumberSet } from '../net/interval-set.ts'
import type { InternetThreshold } from '../net/traffic.ts'

export interface NamedService {
  readonly name: string
  readonly tcp: NumberSet
  readonly udp: NumberSet
}

export interface Settings {
  /** Ports that may be open to everyone (SG-002). */
  readonly allowedPublicPorts: NumberSet
  /** Ports one administers a host by (SG-003, NACL-001). */
  readonly adminPorts: NumberSet
  /** Security Hub's EC2.19 list (SG-004). */
  readonly highRiskPorts: NumberSet
  readonly namedServices: readonly NamedService[]
  /** Public ranges that are the team's own: they never count towards "the internet". CIDR text. */
  readonly corporateRanges: readonly string[]
  /** How much of the public address space counts as the internet. */
  readonly internetThreshold: InternetThreshold
  /** Managed prefix lists whose entries are the team's own ranges. */
  readonly corporatePrefixLists: readonly string[]
  /** Account ids that belong to the organisation or are trusted by it; null when nobody said, which decides nothing. */
  readonly trustedAccounts: readonly string[] | null
  /** `o-…`: conditions on it count as a boundary (PL-004). */
  readonly organizationId: string | null
  /** Tag keys that carry each meaning, the first one present wins; empty when nobody said, which decides nothing. */
  readonly tagKeys: TagKeys
  /** Values of the environment tag that are production, in lower case (ISO-003). */
  readonly productionValues: readonly string[]
  /** The tier of a resource where it is inferred wrongly, by resource id (interface, instance, subnet, group, database). */
  readonly tierOf: Readonly<Record<string, Tier>>
  /** Route tables that are meant to lead to the internet (RT-001). */
  readonly publicRouteTables: readonly string[]
  /** AWS interface types that never need to leave a public subnet (RT-004). */
  readonly exemptInterfaceTypes: readonly string[]
  /** Resource ids (interface, instance, load balancer, security group) that are meant to face the internet. */
  readonly publicServices: readonly string[]
  /** VPCs that may have an internet gateway (RT-008); null when nobody said. */
  readonly internetVpcs: readonly string[] | null
  /** Interfaces and endpoints that traffic is meant to be steered through (RT-014, INL-005). */
  readonly inspectionTargets: readonly string[]
  /** Endpoint services every VPC with a workload needs, beside those it is seen to use: `ssm`, `ecr.api` (PL-002). */
  readonly requiredEndpointServices: readonly string[]
  /** Is DNS across peering meant to be on, or off (ISO-010)? Null when nobody said. */
  readonly peeringDns: 'on' | 'off' | null
  /** ICMP messages that may be open to everyone (SG-007): type, or type and code. */
  readonly allowedIcmp: readonly { readonly type: number; readonly code: number | null }[]
  readonly thresholds: Thresholds
}

/** Where in an application something stands. `management`: bastions and what administers others. */
export const TIERS = ['edge', 'app', 'data', 'management'] as const
export type Tier = (typeof TIERS)[number]

export interface TagKeys {
  readonly environment: readonly string[]
  readonly workload: readonly string[]
  readonly owner: readonly string[]
  readonly tier: readonly string[]
}

/** Numbers a rule compares with; each is printed in the findings that used it. */
export interface Thresholds {
  /** A public IPv4 source shorter than this prefix length is wide (SG-009). */
  readonly widePrefixIpv4: number
  /** The same for IPv6. */
  readonly widePrefixIpv6: number
  /** Rules of one group, in one direction and family, that are too many (SG-024). */
  readonly rulesPerGroup: number
  /** Quotas of the account (SG-024). Source: VPC guide, "Amazon VPC quotas". */
  readonly quotaRulesPerGroup: number
  readonly quotaGroupsPerInterface: number
  /** Part of a quota from which it is told, 0 to 1. */
  readonly quotaShare: number
  /** A range of more ports than this is wide (SG-027). */
  readonly widePortRange: number
  /** More entries of its own than this make a network ACL do the work of groups (NACL-008). */
  readonly customAclEntries: number
  /** Ports one remote network may reach on one interface (HYB-009). */
  readonly remotePorts: number
  /** Part of the resources that must carry a tag before it can be judged, 0 to 1 (ISO-002). */
  readonly tagCoverage: number
}

export const DEFAULT_SETTINGS: Settings = {
  allowedPublicPorts: ports(80, 443),
  adminPorts: ports(22, 23, 2375, 2376, 3389, [5900, 5903], 5985, 5986, 10250),
  highRiskPorts: ports(
    ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601],
    ...[8080, 8088, 8888, 9200, 9300],
  ),
  namedServices: [
    service('MySQL', [3306]),
    service('PostgreSQL', [5432]),
    service('Oracle', [1521, 2483, 2484]),
    service('SQL Server', [1433, 1434], [1434]),
    service('MongoDB', [27017, 27018]),
    service('Redis', [6379]),
    service('Memcached', [11211], [11211]),
    service('Cassandra', [7000, 7001, 7199, 8888, 9042, 9160]),
    service('Kafka', [9092]),
    service('Elasticsearch', [9200, 9300]),
    service('Kibana', [5601]),
    service('FTP', [20, 21]),
    service('NFS', [2049], [2049]),
    service('DNS', [], [53]),
    service('SMTP', [25]),
    service('Docker', [2375]),
  ],
  corporateRanges: [],
  internetThreshold: { ipv4Addresses: 16_777_216, ipv6Networks: 65_536 },
  corporatePrefixLists: [],
  trustedAccounts: null,
  organizationId: null,
  tagKeys: { environment: [], workload: [], owner: [], tier: [] },
  productionValues: ['prod', 'production', 'live'],
  tierOf: {},
  publicRouteTables: [],
  exemptInterfaceTypes: [
    'nat_gateway',
    'load_balancer',
    'network_load_balancer',
    'gateway_load_balancer',
    'gateway_load_balancer_endpoint',
    'vpc_endpoint',
    'transit_gateway',
    'api_gateway_managed',
    'global_accelerator_managed',
    'ec2_instance_connect_endpoint',
  ],
  publicServices: [],
  internetVpcs: null,
  inspectionTargets: [],
  requiredEndpointServices: [],
  peeringDns: null,
  allowedIcmp: [
    { type: 3, code: 4 },
    { type: 8, code: 0 },
  ],
  thresholds: {
    widePrefixIpv4: 24,
    widePrefixIpv6: 48,
    rulesPerGroup: 50,
    quotaRulesPerGroup: 60,
    quotaGroupsPerInterface: 5,
    quotaShare: 0.8,
    widePortRange: 100,
    customAclEntries: 10,
    remotePorts: 20,
    tagCoverage: 0.8,
  },
}

/** `22, 5900-5903`: a list of ports as a finding prints it. */
export function portsText(set: NumberSet): string {
  return set.map(([lo, hi]) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(', ')
}

function ports(...items: readonly (number | Interval<number>)[]): NumberSet {
  return intervalSet(items.map((item): Interval<number> => (typeof item === 'number' ? [item, item] : item)))
}

function service(name: string, tcp: readonly number[], udp: readonly number[] = []): NamedService {
  return { name, tcp: ports(...tcp), udp: ports(...udp) }
}
