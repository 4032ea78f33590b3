import { commandFor } from '../../../inventory/collection-calls.ts'
import type { SecurityGroup, SecurityGroupRule } from '../../../inventory/filters.ts'
import { charter } from '../../charter.ts'
import { carriageOf, checkGroups, type Doubt, type GroupVerdict } from '../../check-groups.ts'
import { nist } from '../../compliance.ts'
import { carriersOf } from '../../group-carriers.ts'
import { interfaceRole } from '../../interface-role.ts'
import { isServiceList } from '../../public-routes.ts'
import type { FindingRule, RuleContext } from '../../rule.ts'
import { internetRules, rulesOf, unreadLists } from '../../rule-sources.ts'

/** Source: VPC guide, "AWS-managed prefix lists"; CloudFront guide, "Restrict access to Application Load Balancers". */
export const prefixListTooBroad: FindingRule = {
  id: 'SG-012',
  version: 1,
  title: 'Prefix list too broad, AWS-wide or unresolved',
  logic:
    'Each entry of a prefix list is judged as if it stood in the rule itself: what it opens is reported by SG-001 to SG-010, which then name SG-012. Here: a list AWS keeps for one of its services is admitted, so that every customer of the service is. Lists of the EC2 Instance Connect, Route 53 health check and VPC Lattice services are meant for that; the one of CloudFront is where only load balancers carry the group. A list whose entries were not collected is not judged.',
  charter: charter('E.security-groups-first'),
  severity: 'medium',
  severityNote: 'Low when nothing carries the group. What a list opens is weighed by the rule that reports it.',
  compliance: [...nist('AC-4', 'SC-7')],
  needs: ['SecurityGroups'],
  sharpenedBy: ['ManagedPrefixLists', 'NetworkInterfaces'],
  check: (context) =>
    checkGroups(context, {
      base: 'medium',
      direction: 'ingress',
      judge: (group) => judge(context, group),
      tell: () => ({
        title: 'admits every customer of an AWS service',
        description: 'The list holds the addresses of the service, which all its customers share.',
        summary:
          'Admit the service only at a load balancer that also checks whose traffic it is, or name the sources that need it.',
      }),
      pass: 'names no prefix list that is too broad, beside what other rules report',
    }),
}

const MEANT_FOR_ALL = /\.(?:ec2-instance-connect|route53-healthchecks|vpc-lattice)$/
const CLOUDFRONT = /\.cloudfront\.origin-facing$/

function judge(context: RuleContext, group: SecurityGroup): GroupVerdict {
  const rules = rulesOf(group, 'ingress').filter(({ peer }) => peer.kind === 'prefix-list')
  if (rules.length === 0) return { rules: [] }
  const ofServices = rules.filter((rule) =>
    isServiceList(context.inventory, rule.peer.kind === 'prefix-list' ? rule.peer.id : ''),
  )
  const cloudfront = ofServices.filter((rule) => CLOUDFRONT.test(listName(context, rule)))
  const behind = cloudfront.length > 0 ? onLoadBalancersOnly(context, group) : true
  const wide = ofServices.filter((rule) => !MEANT_FOR_ALL.test(listName(context, rule)) && !cloudfront.includes(rule))
  const internet = internetRules(context, group)
  return {
    rules: behind === false ? [...wide, ...cloudfront] : wide,
    lists: unreadLists(context, rules),
    doubts: behind === null ? [carriersUnknown(group)] : [],
    toldElsewhere: rules.some((rule) => internet.has(rule)),
  }
}

function listName({ inventory }: RuleContext, { peer }: SecurityGroupRule): string {
  return peer.kind === 'prefix-list' ? (inventory.prefixLists.get(peer.id)?.listName ?? '') : ''
}

/** Null when not all that carries it is known; a group nothing carries admits nobody yet. */
function onLoadBalancersOnly(context: RuleContext, group: SecurityGroup): boolean | null {
  const carriers = carriersOf(context.network, group.id)
  if (carriers.some((each) => interfaceRole(each) !== 'load-balancer')) return false
  const hidden = (context.hidden.get(group.id) ?? []).filter(
    ({ resource }) => !context.inventory.loadBalancers.has(resource.arn ?? resource.id),
  )
  if (hidden.some(({ role }) => role !== 'interface')) return false
  return hidden.length > 0 || carriageOf(context, group) === 'unknown' ? null : true
}

function carriersUnknown({ region }: SecurityGroup): Doubt {
  return {
    reason: 'it admits CloudFront, and whether only load balancers carry it is not known',
    remedy: commandFor('NetworkInterfaces', region),
  }
}
