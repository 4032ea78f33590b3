import type { NetworkAcl } from '../../../inventory/filters.ts'
import { formatPrefix } from '../../../net/prefix.ts'
import { charter } from '../../charter.ts'
import type { Remediation } from '../../finding.ts'
import { thresholdText } from '../../open-ports.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment, terraformString } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { type WideOpen, wideOpen } from './acl-shares.ts'
import {
  aclSubject,
  entriesText,
  entryEvidence,
  guardedText,
  isToldAsDefault,
  subnetsOf,
  unreadAcl,
  writeEntry,
} from './acl-subject.ts'

/** Source: VPC guide, "Network ACL rules" and "Ephemeral ports". */
export const everythingAllowedOut: FindingRule = {
  id: 'NACL-003',
  version: 2,
  title: 'Network ACL lets everything out',
  logic:
    'By first match, every protocol and every port is allowed outbound to addresses that together hold the internet, IPv4 or IPv6. Where everything is admitted inbound too, NACL-005 or NACL-002 tells both.',
  charter: charter('F.network-acls-second'),
  severity: 'info',
  severityNote: 'Always Info: AWS starts every default ACL this way, and security groups are the first line.',
  compliance: [],
  needs: ['NetworkAcls'],
  sharpenedBy: ['Subnets'],
  check: (context) => [...context.inventory.networkAcls.values()].flatMap((acl) => outcomesOf(context, acl)),
}

function outcomesOf(context: RuleContext, acl: NetworkAcl): readonly RuleOutcome[] {
  if (acl.unread.length > 0) return [unreadAcl(aclSubject(acl), acl)]
  const threshold = context.settings.internetThreshold
  const out = wideOpen(acl, 'egress', threshold)
  if (out.families.length === 0) return [passed(aclSubject(acl), `${named(acl)} keeps something from leaving.`)]
  if (isToldAsDefault(context, acl) || wideOpen(acl, 'ingress', threshold).families.length > 0) return []
  return [failure(context, acl, out)]
}

function failure(context: RuleContext, acl: NetworkAcl, { families, entries }: WideOpen): RuleOutcome {
  const subnets = subnetsOf(context, acl)
  const evidence = entryEvidence(context, acl, entries)
  return failed(aclSubject(acl), {
    title: `Network ACL ${shortName(acl.name ?? acl.id)} lets everything out`,
    description: `${named(acl)} lets every protocol and port out over ${listWords(families.map((family) => `IPv${family}`))}, by ${entriesText(entries)}. ${guardedText(context, acl)} A host there that is taken over may call out wherever its security group lets it.`,
    severity: fixed('info', 'outbound traffic is for security groups and inspection to narrow first'),
    related: subnets.map(({ id }) => ({ role: 'subnet', id })),
    evidence,
    settingsUsed: { internetThreshold: thresholdText(context.settings) },
    remediation: narrowOut(acl, entries, subnets.length),
    cause: evidence.flatMap(({ networkRuleId }) => networkRuleId ?? []).join(' '),
  })
}

function narrowOut(acl: NetworkAcl, entries: NetworkAcl['entries'], subnets: number): Remediation {
  return {
    summary: `Where the subnets hold only what calls a few known ports, keep those outbound, and ports 1024-65535 for replies. The change holds at once for every host of ${counted(subnets, 'subnet')}: every other connection they open stops, and without 1024-65535 so does every reply to their clients.`,
    cli: entries.flatMap((entry) => [
      writeEntry(acl, entry, {
        verb: 'create',
        number: '<free number>',
        ports: ['<first port called>', '<last port called>'],
      }),
      writeEntry(acl, entry, { verb: 'replace', ports: ['1024', '65535'] }),
    ]),
    terraform: entries.map((entry) => terraformOut(acl, entry)).join('\n\n'),
    console: [
      `Open the VPC console in ${acl.region}, Network ACLs, ${acl.id}, Outbound rules, Edit outbound rules.`,
      'Add the ports the subnets call, keep 1024-65535 for replies, then take the rule for all traffic away and save.',
    ],
  }
}

function terraformOut({ id }: NetworkAcl, { ruleNumber, cidr }: NetworkAcl['entries'][number]): string {
  return [
    terraformComment(`Replies in the place of outbound entry ${ruleNumber}; add one for each port that is called.`),
    `resource "aws_network_acl_rule" "out_${ruleNumber}_v${cidr.family}" {`,
    `  network_acl_id  = ${terraformString(id)}`,
    `  rule_number     = ${ruleNumber}`,
    '  egress          = true',
    '  protocol        = "tcp"',
    '  rule_action     = "allow"',
    `  ${cidr.family === 4 ? 'cidr_block     ' : 'ipv6_cidr_block'} = ${terraformString(formatPrefix(cidr))}`,
    '  from_port       = 1024',
    '  to_port         = 65535',
    '}',
  ].join('\n')
}
