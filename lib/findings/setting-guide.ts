/** What each setting means, in the words the editor, `portolan.yaml` and `docs/settings.md` share. */

import type { Settings, TagKeys, Thresholds } from './settings.ts'

export type SettingKey = keyof Settings

export interface SettingEntry {
  readonly title: string
  /** What it is and what it decides; whole sentences. */
  readonly meaning: string
  /** How a value is written. */
  readonly form: string
  /** What follows while nobody has said; null where there is always a value. */
  readonly unset: string | null
}

export interface SettingGroup {
  readonly title: string
  readonly keys: readonly SettingKey[]
}

/** Every setting once, in the order they are shown and written. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  { title: 'Ranges that are your own', keys: ['corporateRanges', 'corporatePrefixLists', 'internetThreshold'] },
  { title: 'Accounts you trust', keys: ['trustedAccounts', 'organizationId'] },
  { title: 'Ports', keys: ['allowedPublicPorts', 'adminPorts', 'highRiskPorts', 'namedServices', 'allowedIcmp'] },
  { title: 'Tags and tiers', keys: ['tagKeys', 'productionValues', 'tierOf'] },
  {
    title: 'What is meant to be public',
    keys: ['publicServices', 'publicRouteTables', 'internetVpcs', 'exemptInterfaceTypes'],
  },
  { title: 'What is meant to be connected', keys: ['inspectionTargets', 'requiredEndpointServices', 'peeringDns'] },
  { title: 'Thresholds', keys: ['thresholds'] },
]

const RANGES_UNSET = 'Rules that ask whether a source is your own answer NOT_EVALUATED.'

export const SETTING_GUIDE: Readonly<Record<SettingKey, SettingEntry>> = {
  corporateRanges: {
    title: 'Corporate ranges',
    meaning:
      'Public ranges that are your own: offices, VPN exits, partners you trust. They never count towards the internet.',
    form: 'CIDR blocks, IPv4 or IPv6: 198.51.100.0/24',
    unset: RANGES_UNSET,
  },
  corporatePrefixLists: {
    title: 'Corporate prefix lists',
    meaning: 'Managed prefix lists whose entries are your own ranges.',
    form: 'Ids: pl-0123456789abcdef0',
    unset: RANGES_UNSET,
  },
  internetThreshold: {
    title: 'How much is the internet',
    meaning: 'More public addresses than this together count as the internet. Null asks for every public address.',
    form: 'ipv4Addresses counts addresses, ipv6Networks counts networks of /32',
    unset: null,
  },
  trustedAccounts: {
    title: 'Trusted accounts',
    meaning: 'Accounts of your organisation, and others you trust like your own. An empty list trusts none.',
    form: 'Ids of 12 digits, in quotes: "111122223333"',
    unset: 'Whether another account is foreign is not decided, unless the organisation was collected.',
  },
  organizationId: {
    title: 'Organisation',
    meaning: 'The id of your organisation: a condition on it in a policy counts as a boundary.',
    form: 'o-a1b2c3d4e5',
    unset: 'A condition on an organisation in a policy is not known to be yours.',
  },
  allowedPublicPorts: {
    title: 'Ports that may be public',
    meaning: 'Open to everyone without a finding for being open.',
    form: 'Ports and ranges: 443, "8000-8010"',
    unset: null,
  },
  adminPorts: {
    title: 'Administration ports',
    meaning: 'Ports by which one administers a host: SSH, RDP, WinRM, kubelet.',
    form: 'Ports and ranges: 22, "5900-5903"',
    unset: null,
  },
  highRiskPorts: {
    title: 'High-risk ports',
    meaning: 'Ports no one should leave open to everyone. The default is the list of Security Hub control EC2.19.',
    form: 'Ports and ranges: 3306, "9200-9300"',
    unset: null,
  },
  namedServices: {
    title: 'Services by name',
    meaning: 'Databases, queues and file services that findings call by name.',
    form: 'name, and the ports of tcp and udp',
    unset: null,
  },
  allowedIcmp: {
    title: 'ICMP that may be public',
    meaning: 'ICMP messages that may be open to everyone. Without a code, every code of the type.',
    form: 'type and code: 3 and 4 for path MTU discovery',
    unset: null,
  },
  tagKeys: {
    title: 'Tag keys',
    meaning:
      'Keys of the tags that say environment, workload, owner and tier. Of several the first a resource carries counts.',
    form: 'Keys, as they are written on the resources',
    unset: 'What rests on a meaning without a key is not decided.',
  },
  productionValues: {
    title: 'Values that mean production',
    meaning: 'Values of the environment tag that are production. Case does not matter.',
    form: 'Words: prod',
    unset: null,
  },
  tierOf: {
    title: 'Tier corrections',
    meaning:
      'The tier of a resource where it is inferred wrongly. It counts before tags and before everything inferred.',
    form: 'Id of an interface, instance, subnet, security group or database: edge, app, data or management',
    unset: null,
  },
  publicServices: {
    title: 'Public services',
    meaning: 'What is meant to face the internet.',
    form: 'Ids of interfaces, instances, load balancers or security groups',
    unset: null,
  },
  publicRouteTables: {
    title: 'Public route tables',
    meaning: 'Route tables that are meant to lead to the internet.',
    form: 'Ids: rtb-0123456789abcdef0',
    unset: null,
  },
  internetVpcs: {
    title: 'VPCs with an internet gateway',
    meaning: 'VPCs that may have an internet gateway. An empty list allows none.',
    form: 'Ids: vpc-0123456789abcdef0',
    unset: 'Whether an internet gateway is allowed where it stands is not decided.',
  },
  exemptInterfaceTypes: {
    title: 'Interface types that may stand in public',
    meaning: 'AWS interface types that belong in a public subnet or never carry a workload.',
    form: 'InterfaceType as AWS writes it: nat_gateway',
    unset: null,
  },
  inspectionTargets: {
    title: 'Inspection points',
    meaning: 'Interfaces and endpoints that traffic is meant to be steered through.',
    form: 'Ids: vpce-0123456789abcdef0, eni-0123456789abcdef0',
    unset: 'Whether a route steers traffic where it should go is not decided.',
  },
  requiredEndpointServices: {
    title: 'Endpoint services every workload needs',
    meaning: 'Services a VPC with a workload must have an endpoint for, beside those it is seen to use.',
    form: 'The end of the service name: ssm, ecr.api',
    unset: null,
  },
  peeringDns: {
    title: 'DNS across peering',
    meaning: 'Whether names of the other VPC are meant to resolve to private addresses across a peering.',
    form: 'on or off',
    unset: 'Whether DNS across a peering is as it should be is not decided.',
  },
  thresholds: {
    title: 'Thresholds',
    meaning: 'Numbers that rules compare with. Each finding prints the one it used.',
    form: 'One number each',
    unset: null,
  },
}

export const TAG_MEANINGS: Readonly<Record<keyof TagKeys, string>> = {
  environment: 'production, test and the like',
  workload: 'the application a resource belongs to',
  owner: 'who answers for it',
  tier: 'edge, app, data or management',
}

export const THRESHOLD_MEANINGS: Readonly<Record<keyof Thresholds, string>> = {
  widePrefixIpv4: 'A public IPv4 source with a shorter prefix than this is wide.',
  widePrefixIpv6: 'A public IPv6 source with a shorter prefix than this is wide.',
  rulesPerGroup: 'More rules in one direction and family than this are too many for one group.',
  quotaRulesPerGroup: 'The quota of your account for rules per security group.',
  quotaGroupsPerInterface: 'The quota of your account for groups per interface.',
  quotaShare: 'Part of a quota from which it is told, 0 to 1.',
  widePortRange: 'A range of more ports than this is wide.',
  customAclEntries: 'More entries of its own than this make a network ACL do the work of groups.',
  remotePorts: 'Ports one remote network may reach on one interface.',
  tagCoverage: 'Part of the resources that must carry a tag before it can be judged, 0 to 1.',
}
