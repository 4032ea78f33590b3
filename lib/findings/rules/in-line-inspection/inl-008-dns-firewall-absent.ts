import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: Route 53 guide, "Resolver DNS Firewall", VPC configuration. */
export const dnsFirewallAbsent: FindingRule = {
  id: 'INL-008',
  version: 1,
  title: 'No DNS firewall filters the queries of the VPC',
  logic: 'A rule group of the Resolver DNS Firewall is associated with the VPC, and the firewall does not fail open.',
  charter: charter('M.in-line-inspection'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: nist('SC-7', 'SI-4'),
  needs: ['Vpcs', 'FirewallRuleGroupAssociations'],
  sharpenedBy: ['FirewallConfigs'],
  check: (context) => [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc)),
}

function outcomeOf({ inventory }: RuleContext, vpc: Vpc): RuleOutcome {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const { id, region } = vpc
  const filtered = inventory.dnsFirewallAssociations.some(({ vpcId, status }) => vpcId === id && status === 'COMPLETE')
  const config = inventory.dnsFirewallConfigs.find(({ vpcId }) => vpcId === id)
  if (filtered && config?.failOpen === true) return failOpen({ vpc, config, inventory })
  if (filtered && coverageOf(inventory, vpc, 'FirewallConfigs') === 'complete')
    return passed(subject, `The DNS queries of ${named(vpc)} are filtered.`)
  if (filtered || coverageOf(inventory, vpc, 'FirewallRuleGroupAssociations') !== 'complete')
    return undecided(subject, {
      reason: `How the DNS queries of ${named(vpc)} are filtered was not all collected.`,
      remedy: filtered
        ? shell`aws route53resolver get-firewall-config --region ${region} --resource-id ${id}`
        : shell`aws route53resolver list-firewall-rule-group-associations --region ${region} --vpc-id ${id}`,
    })
  return failed(subject, {
    title: `Nothing filters the names ${shortName(vpc.name ?? id)} asks for`,
    description: `VPC ${named(vpc)} has no rule group of the DNS firewall. Queries to the Resolver pass no security group and no network firewall: data can leave in them.`,
    severity: fixed('low', 'it takes a program inside the VPC'),
    evidence: [absenceEvidence(vpc, `no DNS firewall association of ${id}`)],
    remediation: {
      summary: 'Associate a rule group with the managed domain lists, first with the action ALERT.',
      cli: [
        shell`aws route53resolver associate-firewall-rule-group --region ${region} --firewall-rule-group-id ${'<rule group>'} --vpc-id ${id} --priority 101 --name ${`dns-${id}`}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, DNS firewall, Rule groups, Associated VPCs.`],
    },
  })
}

interface FailingOpen {
  readonly inventory: RuleContext['inventory']
  readonly vpc: Vpc
  readonly config: RuleContext['inventory']['dnsFirewallConfigs'][number]
}

function failOpen({ inventory, vpc, config }: FailingOpen): RuleOutcome {
  const { id, region } = vpc
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `The DNS firewall of ${shortName(vpc.name ?? id)} fails open`,
    description: `In VPC ${named(vpc)} a query passes when the DNS firewall does not answer.`,
    severity: fixed('low', 'it filters while it answers'),
    evidence: [
      resourceEvidence(inventory, config, { excerpt: 'FirewallFailOpen is ENABLED', field: 'FirewallFailOpen' }),
    ],
    remediation: {
      summary: 'Let it fail closed. When the firewall does not answer, names then do not resolve.',
      cli: [
        shell`aws route53resolver update-firewall-config --region ${region} --resource-id ${id} --firewall-fail-open DISABLED`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${region}, Your VPCs, ${id}, DNS firewall.`],
    },
  })
}
