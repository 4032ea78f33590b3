/** What the rules about network ACLs share: the subject, its subnets, and what could not be read. */

import type { NetworkAcl, NetworkAclEntry } from '../../../inventory/filters.ts'
import type { Subnet } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatPrefix } from '../../../net/prefix.ts'
import { awsProtocol, hasPorts } from '../../../net/protocol.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeEntry, entryRef } from '../../../reachability/network-acl-filter.ts'
import { evidenceOf } from '../../evidence.ts'
import type { Evidence } from '../../finding.ts'
import { subjectFor, undecided } from '../../outcomes.ts'
import type { NotEvaluated, RuleContext, Subject } from '../../rule.ts'
import { counted, listWords, named } from '../../wording.ts'

export function aclSubject(acl: NetworkAcl): Subject {
  return subjectFor(acl, 'network-acl', acl.vpcId)
}

export function subnetSubject(subnet: Subnet): Subject {
  return subjectFor(subnet, 'subnet', subnet.vpcId)
}

export function askForAcl({ region, id }: NetworkAcl): string {
  return shell`aws ec2 describe-network-acls --region ${region} --network-acl-ids ${id}`
}

/** An entry that could not be read may decide anything. */
export function unreadAcl(subject: Subject, acl: NetworkAcl): NotEvaluated {
  const reason = `${named(acl)} has entries that could not be read (${acl.unread.length}), and one of them may decide.`
  return undecided(subject, { reason, remedy: askForAcl(acl) })
}

/** The ACL that guards a subnet, when it is known and was read whole; else why there is no verdict. */
export function aclOf({ network }: RuleContext, subnet: Subnet): NetworkAcl | NotEvaluated {
  const acl = network.index.networkAclBySubnet.get(subnet.id)
  if (acl) return acl.unread.length > 0 ? unreadAcl(subnetSubject(subnet), acl) : acl
  return undecided(subnetSubject(subnet), {
    reason: `Which network ACL guards ${named(subnet)} was not told.`,
    remedy: shell`aws ec2 describe-network-acls --region ${subnet.region} --filters Name=vpc-id,Values=${subnet.vpcId}`,
  })
}

export function subnetsOf({ network }: RuleContext, acl: NetworkAcl): readonly Subnet[] {
  return network.subnetsByAcl.get(acl.id) ?? []
}

/** Is every interface behind the ACL known, and what its groups say? */
export function knowsHosts({ inventory }: RuleContext, acl: NetworkAcl): boolean {
  const keys = ['NetworkInterfaces', 'Subnets', 'SecurityGroups'] as const
  return acl.associationsTold && keys.every((key) => coverageOf(inventory, acl, key) === 'complete')
}

export function askForHosts({ region, vpcId }: { readonly region: string; readonly vpcId: string }): string {
  const interfaces = shell`aws ec2 describe-network-interfaces --region ${region} --filters Name=vpc-id,Values=${vpcId}`
  return `${interfaces}; ${shell`aws ec2 describe-security-groups --region ${region} --filters Name=vpc-id,Values=${vpcId}`}`
}

export function entryEvidence(
  { inventory }: RuleContext,
  acl: NetworkAcl,
  entries: readonly NetworkAclEntry[],
): readonly Evidence[] {
  return entries.map((entry) => evidenceOf(inventory, entryRef(acl, entry)))
}

/** The cause of every finding that the same entries make. */
export function openEntries(evidence: readonly Evidence[]): string {
  return evidence.flatMap(({ networkRuleId }) => networkRuleId ?? []).join(' ')
}

export function entriesText(entries: readonly NetworkAclEntry[]): string {
  return listWords(entries.map(describeEntry))
}

/** The closing denials, which nobody wrote and nobody can take away. Source: VPC guide, "Default network ACL". */
export function isClosing({ ruleNumber }: NetworkAclEntry): boolean {
  return ruleNumber > 32766
}

/** Has the ACL nothing but what AWS writes into a default one, everything in and everything out over IPv4 at least? */
export function isAsAwsWrites({ entries }: NetworkAcl): boolean {
  const own = entries.filter((entry) => !isClosing(entry))
  const both = (['ingress', 'egress'] as const).every((direction) =>
    own.some((entry) => entry.direction === direction && entry.cidr.family === 4),
  )
  return both && own.every(isAllowAll)
}

/** NACL-005 tells it: that a default ACL lets everything in and out is one mistake, and not three. */
export function isToldAsDefault(context: RuleContext, acl: NetworkAcl): boolean {
  return acl.unread.length === 0 && isAsAwsWrites(acl) && subnetsOf(context, acl).length > 0
}

/** How many subnets the ACL guards, as a sentence; one that guards none waits for the next. */
export function guardedText(context: RuleContext, acl: NetworkAcl): string {
  const count = subnetsOf(context, acl).length
  if (count > 0) return `${counted(count, 'subnet')} ${count === 1 ? 'uses' : 'use'} it.`
  if (!acl.associationsTold) return 'Which subnets use it was not told.'
  return acl.isDefault ? 'No subnet uses it now, but the next one made in its VPC does.' : 'No subnet uses it now.'
}

/** What AWS puts into the default ACL of a VPC. */
export function isAllowAll({ action, protocol, cidr }: NetworkAclEntry): boolean {
  return action === 'allow' && protocol === 'any' && cidr.length === 0
}

export function deleteEntry({ region, id }: NetworkAcl, { direction, ruleNumber }: NetworkAclEntry): string {
  return `${shell`aws ec2 delete-network-acl-entry --region ${region} --network-acl-id ${id}`} --${direction} ${shell`--rule-number ${ruleNumber}`}`
}

/** The same entry with another port range, or another number; what is not said stays. */
export function writeEntry(
  { region, id }: NetworkAcl,
  entry: NetworkAclEntry,
  change: {
    readonly verb: 'replace' | 'create'
    readonly number?: string
    readonly ports?: readonly [first: string, last: string]
  },
): string {
  const { direction, ruleNumber, protocol, cidr, action } = entry
  const own = hasPorts(protocol) ? entry.ports.at(0) : undefined
  const ports = change.ports ?? (own ? ([`${own[0]}`, `${own[1]}`] as const) : null)
  const what = change.ports && !hasPorts(protocol) ? 'tcp' : awsProtocol(protocol)
  const range = ports ? ` ${shell`--port-range From=${ports[0]},To=${ports[1]}`}` : ''
  const block = cidr.family === 4 ? '--cidr-block' : '--ipv6-cidr-block'
  return `aws ec2 ${change.verb}-network-acl-entry ${shell`--region ${region} --network-acl-id ${id}`} --${direction} ${shell`--rule-number ${change.number ?? ruleNumber} --protocol ${what}`}${range} ${block} ${shell`${formatPrefix(cidr)}`} --rule-action ${action}`
}
