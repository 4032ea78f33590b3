/** How to take security-group rules away, with this group's own ids. */

import type { SecurityGroup, SecurityGroupRule } from '../inventory/filters.ts'
import { shell, shellQuote } from '../inventory/shell-quote.ts'
import { formatPrefix } from '../net/prefix.ts'
import { hasPorts } from '../net/protocol.ts'
import { peerText, trafficText } from '../reachability/security-group-filter.ts'
import type { Remediation } from './finding.ts'
import type { Settings } from './settings.ts'
import { terraformComment, terraformString } from './terraform-string.ts'

export interface RevokeRequest {
  readonly group: SecurityGroup
  readonly rules: readonly SecurityGroupRule[]
  readonly settings: Settings
  readonly summary: string
}

/** Revoke by `sgr-…` where it is known, else by the permission itself; then what to put in its place. */
export function revokeRules({ group, rules, settings, summary }: RevokeRequest): Remediation {
  const tab = rules.some(({ direction }) => direction === 'ingress') ? 'Inbound' : 'Outbound'
  return {
    summary,
    cli: revokeCommands(group, rules),
    terraform: terraformOf({ group, rules, settings }),
    console: [
      `Open the VPC console in ${group.region}, Security groups, ${group.id}.`,
      `On the ${tab} rules tab choose Edit ${tab.toLowerCase()} rules.`,
      `Delete ${rules.map((rule) => `"${trafficText(rule)} ${peerText(rule)}"`).join(', ')}, or replace the source by a known range or group.`,
      'Save rules.',
    ],
  }
}

function revokeCommands(group: SecurityGroup, rules: readonly SecurityGroupRule[]): readonly string[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const own = rules.filter((rule) => rule.direction === direction)
    const ids = own.flatMap(({ ruleId }) => (ruleId ? [ruleId] : []))
    const rest = own.filter(({ ruleId }) => !ruleId)
    const command = shell`aws ec2 revoke-security-group-${direction} --region ${group.region} --group-id ${group.id}`
    return [
      ...(ids.length > 0 ? [`${command} ${shell`--security-group-rule-ids ${ids}`}`] : []),
      ...(rest.length > 0 ? [`${command} --ip-permissions ${shellQuote(JSON.stringify(rest.map(permissionOf)))}`] : []),
    ]
  })
}

/** The rule as the EC2 API takes it. Source: EC2 API, IpPermission. */
export function permissionOf(rule: SecurityGroupRule): Readonly<Record<string, unknown>> {
  return { IpProtocol: rule.protocol === 'any' ? '-1' : protocolWord(rule.protocol), ...fromTo(rule), ...peerOf(rule) }
}

function fromTo(rule: SecurityGroupRule): Readonly<Record<string, number>> {
  if (rule.icmp) return { FromPort: rule.icmp.type ?? -1, ToPort: rule.icmp.code ?? -1 }
  const [first] = rule.ports
  const last = rule.ports.at(-1)
  return hasPorts(rule.protocol) && first && last ? { FromPort: first[0], ToPort: last[1] } : {}
}

function peerOf({ peer }: SecurityGroupRule): Readonly<Record<string, unknown>> {
  switch (peer.kind) {
    case 'prefix':
      return peer.prefix.family === 4
        ? { IpRanges: [{ CidrIp: formatPrefix(peer.prefix) }] }
        : { Ipv6Ranges: [{ CidrIpv6: formatPrefix(peer.prefix) }] }
    case 'prefix-list':
      return { PrefixListIds: [{ PrefixListId: peer.id }] }
    case 'security-group':
      return { UserIdGroupPairs: [{ GroupId: peer.id, ...(peer.account ? { UserId: peer.account } : {}) }] }
  }
}

function isIpv6({ peer }: SecurityGroupRule): boolean {
  return peer.kind === 'prefix' && peer.prefix.family === 6
}

function protocolWord(protocol: number): string {
  return PROTOCOL_WORDS[protocol] ?? `${protocol}`
}

const PROTOCOL_WORDS: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' }

/**
 * A default group is adopted empty, which takes every rule away. Source: AWS provider, aws_default_security_group.
 * A rule for a group is only ever removed: no range stands for its members.
 */
function terraformOf({ group, rules, settings }: Omit<RevokeRequest, 'summary'>): string | null {
  if (group.isDefault) return adoptedDefaultGroup(group, rules)
  const parts = rules.map((rule) =>
    rule.peer.kind === 'security-group'
      ? terraformComment(`${trafficText(rule)} ${peerText(rule)}: remove it.`)
      : terraformRule(group, rule, settings),
  )
  return parts.join('\n\n') || null
}

function adoptedDefaultGroup({ id, vpcId, rules }: SecurityGroup, removed: readonly SecurityGroupRule[]): string {
  const stay = rules.filter((rule) => !removed.includes(rule)).map((rule) => `${trafficText(rule)} ${peerText(rule)}`)
  return [
    'resource "aws_default_security_group" "this" {',
    `  ${terraformComment(`${id}: without ingress and egress blocks it keeps no rule.`)}`,
    ...(stay.length === 0 ? [] : [`  ${terraformComment(`Write a block for each that stays: ${stay.join('; ')}.`)}`]),
    `  vpc_id = ${vpcId === null ? 'var.vpc_id' : terraformString(vpcId)}`,
    '}',
  ].join('\n')
}

/** The rule to keep in the place of one that names a range or a list. */
function terraformRule(group: SecurityGroup, rule: SecurityGroupRule, settings: Settings): string {
  const name = `${group.id}_${rule.key.replace('::', 'v6')}`
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  const [first] = rule.ports
  const last = rule.ports.at(-1)
  const ports =
    hasPorts(rule.protocol) && first && last
      ? [`  from_port         = ${first[0]}`, `  to_port           = ${last[1]}`]
      : []
  const source = settings.corporateRanges.at(0)
  const kind = rule.direction === 'ingress' ? 'ingress' : 'egress'
  return [
    terraformComment(
      `${trafficText(rule)} ${peerText(rule)}: remove it, or keep it for a known ${kind === 'ingress' ? 'source' : 'destination'} only.`,
    ),
    `resource "aws_vpc_security_group_${kind}_rule" "${name}" {`,
    `  security_group_id = ${terraformString(group.id)}`,
    `  ip_protocol       = "${rule.protocol === 'any' ? '-1' : protocolWord(rule.protocol)}"`,
    ...ports,
    source
      ? `  ${source.includes(':') ? 'cidr_ipv6' : 'cidr_ipv4'}         = ${terraformString(source)} # corporate range from the settings`
      : `  ${isIpv6(rule) ? 'cidr_ipv6' : 'cidr_ipv4'}         = var.known_range # instead of ${peerText(rule)}`,
    '}',
  ].join('\n')
}
