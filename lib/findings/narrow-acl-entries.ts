/**
 * How to narrow the network ACL entries that admit too much. Denials in front of them are no answer: entries are
 * stateless and few, and a denied port above 1023 also drops replies to what hosts and NAT gateways open.
 * Source: VPC guide, "Network ACL rules" and "Ephemeral ports"; AWS CLI command reference, replace-network-acl-entry.
 */

import type { NetworkAcl, NetworkAclEntry } from '../inventory/filters.ts'
import { shell } from '../inventory/shell-quote.ts'
import { covers } from '../net/interval-set.ts'
import { formatPrefix } from '../net/prefix.ts'
import { hasPorts, UDP } from '../net/protocol.ts'
import { describeEntry } from '../reachability/network-acl-filter.ts'
import type { Remediation } from './finding.ts'
import { portsText, type Settings } from './settings.ts'
import { terraformComment, terraformString } from './terraform-string.ts'
import { counted, listWords } from './wording.ts'

export interface NarrowRequest {
  readonly acl: NetworkAcl
  /** The entries that admit, in the order of their numbers. */
  readonly entries: readonly NetworkAclEntry[]
  readonly subnets: number
  readonly settings: Settings
}

/** An entry for administration ports alone keeps its ports and loses its source; any other keeps its source and loses ports. */
export function narrowEntries({ acl, entries, subnets, settings }: NarrowRequest): Remediation {
  const narrowed = entries.map((entry) => narrow(entry, settings))
  const reach = subnets === 0 ? 'the subnets that use it later' : counted(subnets, 'subnet')
  return {
    summary: `Narrow the entries that admit it: administration ports to the range you administer from, any other entry to the ports its subnets serve. The change holds at once for every host of ${reach}, and a network ACL keeps no state: what else the entry lets in stops too, and so do replies to connections that hosts and NAT gateways open, which come in on ports 1024-65535. Where those must stay open, security groups are what shuts the administration ports among them.`,
    cli: narrowed.map((each) => replaceCommand(acl, each)),
    terraform: narrowed.map((each) => terraformRule(acl, each)).join('\n\n') || null,
    console: [
      `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, Inbound rules, Edit inbound rules.`,
      `Before a change list what ${reach} must let in by ${listWords(entries.map(({ ruleNumber }) => `entry ${ruleNumber}`))}: services, and replies on ports 1024-65535.`,
      `For administration (${portsText(settings.adminPorts)}) replace the source by the range you administer from; for all else replace the ports by those needed.`,
      'Add no denial over ports 1024-65535: it drops replies.',
    ],
  }
}

interface Narrowed {
  readonly entry: NetworkAclEntry
  readonly protocol: 'tcp' | 'udp'
  /** Null where the ports needed are for the reader to fill in. */
  readonly ports: readonly [first: number, last: number] | null
  /** Null where the range is for the reader to fill in. */
  readonly cidr: string | null
}

function narrow(entry: NetworkAclEntry, settings: Settings): Narrowed {
  const protocol = entry.protocol === UDP ? 'udp' : 'tcp'
  const [first] = entry.ports
  const onlyAdmin = hasPorts(entry.protocol) && covers(settings.adminPorts, entry.ports)
  if (!onlyAdmin || !first) return { entry, protocol, ports: null, cidr: formatPrefix(entry.cidr) }
  const ranges = settings.corporateRanges.filter((range) => range.includes(':') === (entry.cidr.family === 6))
  return { entry, protocol, ports: first, cidr: ranges.at(0) ?? null }
}

function replaceCommand(acl: NetworkAcl, { entry, protocol, ports, cidr }: Narrowed): string {
  const [first, last] = ports ?? ['<first port needed>', '<last port needed>']
  const range = entry.cidr.family === 4 ? '--cidr-block' : '--ipv6-cidr-block'
  return shell`aws ec2 replace-network-acl-entry --region ${acl.region} --network-acl-id ${acl.id} --ingress --rule-number ${entry.ruleNumber} --protocol ${protocol} --port-range From=${first},To=${last} ${range} ${cidr ?? '<range you administer from>'} --rule-action allow`
}

function terraformRule({ id }: NetworkAcl, { entry, protocol, ports, cidr }: Narrowed): string {
  const { ruleNumber, cidr: own } = entry
  return [
    terraformComment(`In the place of ${describeEntry(entry)}: remove that one.`),
    `resource "aws_network_acl_rule" "entry_${ruleNumber}_v${own.family}" {`,
    `  network_acl_id  = ${terraformString(id)}`,
    `  rule_number     = ${ruleNumber}`,
    `  protocol        = "${protocol}"`,
    '  rule_action     = "allow"',
    `  ${own.family === 4 ? 'cidr_block     ' : 'ipv6_cidr_block'} = ${cidr === null ? 'var.known_range' : terraformString(cidr)}`,
    `  from_port       = ${ports?.[0] ?? 'var.first_port_needed'}`,
    `  to_port         = ${ports?.[1] ?? 'var.last_port_needed'}`,
    '}',
  ].join('\n')
}
