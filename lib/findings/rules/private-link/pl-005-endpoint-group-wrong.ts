import type { VpcEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { formatAddresses } from '../../../net/traffic.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { describeRule, ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import type { Remediation } from '../../finding.ts'
import { failed, passed } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import type { Settings } from '../../settings.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { type Admitted, admissionReader, type GroupRule } from './endpoint-admission.ts'
import { endpointSubject, endpointUntold } from './endpoint-subjects.ts'

/** Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", security groups. */
export const endpointGroupWrong: FindingRule = {
  id: 'PL-005',
  version: 1,
  title: 'Security group of an endpoint admits too much or too little',
  logic:
    'The groups of an interface endpoint admit to its port only addresses of the VPC, of its peers, of networks its route tables lead to, and corporate ranges; and they admit tcp/443 from some host of each subnet in which an instance, a function or a task stands, where private DNS is on, or else of one such subnet. Services of customers, and those of AWS that do not listen on 443, are asked for the first only.',
  charter: charter('D.privatelink'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['VpcEndpoints', 'SecurityGroups'],
  sharpenedBy: ['NetworkInterfaces', 'Subnets', 'RouteTables', 'ManagedPrefixLists'],
  check: (context) => {
    const read = admissionReader(context)
    return [...context.inventory.vpcEndpoints.values()]
      .filter(({ kind }) => kind === 'interface')
      .map((endpoint) => outcomeOf(context, endpoint, read(endpoint)))
  },
}

function outcomeOf(context: RuleContext, endpoint: VpcEndpoint, admitted: Admitted): RuleOutcome {
  if (admitted.beyond.length > 0) return tooMuch(context, endpoint, admitted)
  if (admitted.cutOff.length > 0) return tooLittle(context, endpoint, admitted)
  const { doubt } = admitted
  if (doubt !== null) return endpointUntold(endpoint, doubt.reason, doubt.remedy)
  const untold = (['SecurityGroups', 'NetworkInterfaces', 'Subnets'] as const).filter(
    (key) => coverageOf(context.inventory, endpoint, key) !== 'complete',
  )
  if (untold.length > 0)
    return endpointUntold(
      endpoint,
      `${listWords(untold)} of ${endpoint.vpcId} were not all collected, so a subnet may be shut out unseen.`,
      shell`aws ec2 describe-network-interfaces --region ${endpoint.region} --filters ${`Name=vpc-id,Values=${endpoint.vpcId}`}`,
    )
  return passed(endpointSubject(endpoint), () => `The groups of ${named(endpoint)} admit who it is there for.`)
}

function tooMuch({ inventory, settings }: RuleContext, endpoint: VpcEndpoint, { beyond }: Admitted): RuleOutcome {
  const { id, vpcId } = endpoint
  const strangers = listWords(beyond.map(({ rule }) => describeRule(rule)))
  const evidence = beyond.map(({ group, rule }) => evidenceOf(inventory, ruleRef(rule, group.id)))
  const cause = evidence[0]?.networkRuleId
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} admits addresses beyond the networks joined to its VPC`,
    description: `The groups of endpoint ${named(endpoint)} hold ${strangers}. Of these sources ${addressWords(beyond)} belong to no network that ${vpcId} is joined with. Nobody there has a route to the endpoint today; the rule decides who has access the day there is one.`,
    severity: fixed('medium', 'it admits more than the networks it is there for'),
    related: [{ role: 'vpc', id: vpcId }, ...groupsOf(beyond).map((group) => ({ role: 'security-group', id: group }))],
    evidence,
    settingsUsed: { corporateRanges: listWords(settings.corporateRanges, 20) },
    ...(cause === undefined ? {} : { cause }),
    remediation: remediationOf(beyond, settings),
  })
}

/** Group by group: each has commands of its own. */
function remediationOf(beyond: readonly GroupRule[], settings: Settings): Remediation {
  const parts = [...Map.groupBy(beyond, ({ group }) => group)].map(([group, rules]) =>
    revokeRules({ group, rules: rules.map(({ rule }) => rule), settings, summary: '' }),
  )
  return {
    summary:
      'First admit tcp/443 from the CIDR blocks of the VPC, then take these rules away: without the first, calls to the service stop.',
    cli: parts.flatMap(({ cli }) => cli),
    terraform: parts.flatMap(({ terraform }) => terraform ?? []).join('\n\n'),
    console: parts.flatMap((part) => part.console),
  }
}

function addressWords(rules: readonly GroupRule[]): string {
  return listWords([...new Set(rules.map(({ strangers }) => formatAddresses(strangers, 3)))])
}

function groupsOf(rules: readonly GroupRule[]): readonly string[] {
  return [...new Set(rules.map(({ group }) => group.id))]
}

function tooLittle({ inventory }: RuleContext, endpoint: VpcEndpoint, { cutOff, blocks }: Admitted): RuleOutcome {
  const { id, region, vpcId, securityGroupIds } = endpoint
  const groupId = securityGroupIds[0] ?? '<group of the endpoint>'
  const where = listWords(cutOff.map(({ name, id: subnetId }) => name ?? subnetId))
  return failed(endpointSubject(endpoint), {
    title: `${shortName(endpoint.name ?? id)} shuts out ${where}`,
    description: `The groups of endpoint ${named(endpoint)}, ${listWords(securityGroupIds)}, admit tcp/443 from no host of ${where}. ${endpoint.privateDns === false ? 'It serves nobody.' : 'With private DNS the name of the service leads here, so calls from there time out.'}`,
    severity: fixed('medium', 'calls to the service fail'),
    related: [
      { role: 'vpc', id: vpcId },
      ...securityGroupIds.map((group) => ({ role: 'security-group', id: group })),
      ...cutOff.map((subnet) => ({ role: 'subnet', id: subnet.id })),
    ],
    evidence: [
      resourceEvidence(inventory, endpoint, { excerpt: `groups ${listWords(securityGroupIds)}`, field: 'Groups' }),
      ...cutOff.map((subnet) => resourceEvidence(inventory, subnet, { excerpt: `${subnet.id} is not admitted` })),
    ],
    cause: groupId,
    remediation: {
      summary: 'Admit tcp/443 from the CIDR block of each subnet, if its hosts are meant to call the service.',
      cli: blocks.map(
        (block) =>
          shell`aws ec2 authorize-security-group-ingress --region ${region} --group-id ${groupId} --protocol tcp --port 443 --cidr ${block}`,
      ),
      terraform: null,
      console: [`Open the VPC console in ${region}, Security groups, ${groupId}, Inbound rules, Edit inbound rules.`],
    },
  })
}
