import type { Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import type { ResolverQueryLogAssociation } from '../../../inventory/watching.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: Route 53 guide, "Resolver query logging". */
export const dnsQueriesNotLogged: FindingRule = {
  id: 'LOG-006',
  version: 1,
  title: 'DNS queries of the VPC are not logged',
  logic: 'A Resolver query logging configuration is associated with the VPC, and the association is active.',
  charter: charter('K.flow-logs'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: nist('AU-2', 'AU-12', 'SI-4'),
  needs: ['Vpcs', 'ResolverQueryLogConfigAssociations'],
  sharpenedBy: [],
  check: (context) => {
    const byVpc = new Map<string, ResolverQueryLogAssociation[]>()
    for (const each of context.inventory.resolverQueryLogAssociations) {
      if (each.vpcId !== null) byVpc.set(each.vpcId, [...(byVpc.get(each.vpcId) ?? []), each])
    }
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, byVpc.get(vpc.id) ?? []))
  },
}

function outcomeOf(
  { inventory }: RuleContext,
  vpc: Vpc,
  associations: readonly ResolverQueryLogAssociation[],
): RuleOutcome {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const { id, region } = vpc
  if (associations.some(({ status }) => status === 'ACTIVE'))
    return passed(subject, `The DNS queries of ${named(vpc)} are logged.`)
  if (coverageOf(inventory, vpc, 'ResolverQueryLogConfigAssociations') !== 'complete')
    return undecided(subject, {
      reason: `Whether the DNS queries of ${named(vpc)} are logged was not collected.`,
      remedy: shell`aws route53resolver list-resolver-query-log-config-associations --region ${region} --filters Name=ResourceId,Values=${id}`,
    })
  return failed(subject, {
    title: `Nobody records the names ${shortName(vpc.name ?? id)} asks for`,
    description: `VPC ${named(vpc)} has no active Resolver query logging. Which names were looked up, the first trace of malware and of data carried out by DNS, cannot be told.`,
    severity: fixed('low', 'flow logs show addresses, and not the names behind them'),
    evidence: [
      ...associations.map((each) =>
        resourceEvidence(inventory, each, { excerpt: `${each.id} is ${each.status}`, field: 'Status' }),
      ),
      absenceEvidence(vpc, `no active query logging association of ${id}`),
    ],
    remediation: {
      summary: 'Associate a query logging configuration with the VPC.',
      cli: [
        shell`aws route53resolver list-resolver-query-log-configs --region ${region}`,
        shell`aws route53resolver associate-resolver-query-log-config --region ${region} --resolver-query-log-config-id ${'<configuration id>'} --resource-id ${id}`,
      ],
      terraform:
        'resource "aws_route53_resolver_query_log_config_association" "this" {\n  resolver_query_log_config_id = aws_route53_resolver_query_log_config.this.id\n  resource_id                  = aws_vpc.this.id\n}',
      console: [`Open the Route 53 console, Resolver, Query logging, in ${region}, and add ${id} to a configuration.`],
    },
  })
}
