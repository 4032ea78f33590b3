import type { InstanceConnectEndpoint } from '../../../inventory/connectivity.ts'
import { type SecurityGroup, type SecurityGroupRule, unreadOf } from '../../../inventory/filters.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { covers } from '../../../net/interval-set.ts'
import { TCP } from '../../../net/protocol.ts'
import { addressSet, coversInternet } from '../../../net/traffic.ts'
import { describeRule, peerPrefixes, ruleRef } from '../../../reachability/security-group-filter.ts'
import { charter } from '../../charter.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { PORTS_FROM_ONE } from '../../openings.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: EC2 user guide, "Security groups for EC2 Instance Connect Endpoint". */
export const connectEndpointTooBroad: FindingRule = {
  id: 'PRIV-011',
  version: 1,
  title: 'EC2 Instance Connect Endpoint may reach every host',
  logic:
    'A security group of the endpoint lets every TCP port out to addresses that hold the internet; one such rule is enough.',
  charter: charter('G.private-subnets'),
  severity: 'low',
  severityNote: 'Does not depend on exposure: only IAM decides who uses it.',
  compliance: [],
  needs: ['InstanceConnectEndpoints', 'SecurityGroups'],
  sharpenedBy: ['ManagedPrefixLists'],
  check: (context) =>
    [...context.inventory.instanceConnectEndpoints.values()].map((endpoint) => outcomeOf(context, endpoint)),
}

interface WideRule {
  readonly group: SecurityGroup
  readonly rule: SecurityGroupRule
}

function outcomeOf(context: RuleContext, endpoint: InstanceConnectEndpoint): RuleOutcome {
  const { inventory } = context
  const subject = subjectFor(endpoint, 'instance-connect-endpoint', endpoint.vpcId)
  const { region, securityGroupIds: ids } = endpoint
  const groups = ids.flatMap((id) => inventory.securityGroups.get(id) ?? [])
  const wide = groups.flatMap((group) =>
    group.rules.flatMap((rule) => (isWide(context, rule) ? [{ group, rule }] : [])),
  )
  const [first] = wide
  if (first) return failure(context, endpoint, { first, wide })
  const lists = groups.flatMap(({ rules }) =>
    rules.filter((rule) => rule.direction === 'egress' && !peerPrefixes(inventory, rule)),
  )
  const unread = groups.some((group) => unreadOf(group, 'egress').length > 0)
  if (ids.length === 0 || groups.length < ids.length || unread || lists.length > 0)
    return undecided(subject, {
      reason: `Where the security groups of ${named(endpoint)} let it go was not all told.`,
      remedy:
        ids.length > 0
          ? shell`aws ec2 describe-security-groups --region ${region} --group-ids ${ids}`
          : shell`aws ec2 describe-instance-connect-endpoints --region ${region} --instance-connect-endpoint-ids ${endpoint.id}`,
    })
  return passed(subject, `${listWords(ids)} let ${named(endpoint)} go only where their rules say.`)
}

function isWide({ inventory, settings }: RuleContext, rule: SecurityGroupRule): boolean {
  if (rule.direction !== 'egress' || (rule.protocol !== 'any' && rule.protocol !== TCP)) return false
  const prefixes = peerPrefixes(inventory, rule) ?? []
  return covers(rule.ports, PORTS_FROM_ONE) && coversInternet(addressSet(prefixes), settings.internetThreshold)
}

function failure(
  { inventory, settings }: RuleContext,
  endpoint: InstanceConnectEndpoint,
  { first, wide }: { readonly first: WideRule; readonly wide: readonly WideRule[] },
): RuleOutcome {
  const { group } = first
  const rules = wide.flatMap((each) => (each.group === group ? [each.rule] : []))
  return failed(subjectFor(endpoint, 'instance-connect-endpoint', endpoint.vpcId), {
    title: `Connect endpoint ${shortName(endpoint.name ?? endpoint.id)} may reach every host`,
    description: `${named(endpoint)} may go anywhere by ${listWords(wide.map(({ rule }) => describeRule(rule)))}. Who may use it in IAM reaches every host whose group lets it in${endpoint.preserveClientIp ? ', and hosts see the address of the client, so groups must admit that and not the endpoint' : ''}.`,
    severity: fixed('low', 'IAM alone decides where it leads'),
    related: wide.map((each) => ({ role: 'security-group', id: each.group.id })),
    evidence: [
      resourceEvidence(inventory, endpoint, {
        excerpt: `${endpoint.id} carries ${listWords(endpoint.securityGroupIds)}`,
      }),
      ...wide.map((each) => evidenceOf(inventory, ruleRef(each.rule, each.group.id))),
    ],
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Let the endpoint out only to the security groups of the hosts it is for, on 22 or 3389. Add those rules first: sessions to any other host stop.',
    }),
  })
}
