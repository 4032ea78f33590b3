import { type SecurityGroup, type SecurityGroupRule, unreadOf } from '../../../inventory/filters.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { TCP, UDP } from '../../../net/protocol.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { peerText, ruleRef } from '../../../reachability/security-group-filter.ts'
import { carrierNames } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { evidenceOf } from '../../evidence.ts'
import { carriersOf } from '../../group-carriers.ts'
import { ruleCause, subjectOf } from '../../open-ports.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import { revokeRules } from '../../revoke-rules.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { peerName } from '../../rule-sources.ts'
import { fixed } from '../../severity.ts'
import { tierOf } from '../../tiers.ts'
import { listWords, named, titleNames } from '../../wording.ts'
import { SAY_WHICH_TIER, tierSettings } from './tier-settings.ts'

/** Source: VPC guide, "Security group rules" (groups as sources); RDS user guide, "Controlling access with security groups". */
export const dataAdmitsOthers: FindingRule = {
  id: 'TIER-007',
  version: 1,
  title: 'Data tier admits others than the application',
  logic:
    'A security group of an interface of the data tier has a TCP or UDP ingress rule whose source is a range, a prefix list, or a group that something of the edge carries. Groups of the application, of the data tier itself and of management pass; so does a group nobody carries. Where nothing tells the tier of who carries it, it is not evaluated.',
  charter: charter('C.subnets-per-tier'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('AC-4', 'AC-6', 'SC-7'), wellArchitected('NETSEC-001')],
  needs: ['SecurityGroups', 'NetworkInterfaces'],
  sharpenedBy: ['Instances', 'DBInstances', 'TargetGroups'],
  check: (context) => [...context.inventory.securityGroups.values()].flatMap((group) => outcomesOf(context, group)),
}

function outcomesOf(context: RuleContext, group: SecurityGroup): readonly RuleOutcome[] {
  const { network, settings, inventory } = context
  const carriers = carriersOf(network, group.id)
  const stores = carriers.filter((one) => tierOf(network, settings, one).tier === 'data')
  if (stores.length === 0) return []
  const judged = group.rules.filter(isService).map((rule) => ({ rule, verdict: judge(context, rule) }))
  const foreign = judged.filter(({ verdict }) => verdict === 'foreign').map(({ rule }) => rule)
  if (foreign.length > 0) return [failure(context, group, { rules: foreign, stores })]
  const untold = judged.filter(({ verdict }) => verdict === 'unknown').map(({ rule }) => peerText(rule))
  if (unreadOf(group, 'ingress').length > 0 || coverageOf(inventory, group, 'NetworkInterfaces') !== 'complete') {
    const remedy = [
      shell`aws ec2 describe-security-groups --region ${group.region} --group-ids ${group.id}`,
      shell`aws ec2 describe-network-interfaces --region ${group.region}`,
    ].join('; ')
    return [
      undecided(subjectOf(group), {
        reason: `The rules of ${named(group)}, or who carries the groups they name, were not all told.`,
        remedy,
      }),
    ]
  }
  if (untold.length > 0) {
    const reason = `Of what tier the interfaces are that reach ${named(group)} is not known: ${listWords([...new Set(untold)])}.`
    return [undecided(subjectOf(group), { reason, remedy: SAY_WHICH_TIER })]
  }
  return [passed(subjectOf(group), () => `${named(group)} admits the application tier only.`)]
}

function isService({ direction, protocol }: SecurityGroupRule): boolean {
  return direction === 'ingress' && (protocol === TCP || protocol === UDP || protocol === 'any')
}

function judge(
  { inventory, network, settings }: RuleContext,
  { peer }: SecurityGroupRule,
): 'fine' | 'foreign' | 'unknown' {
  if (peer.kind !== 'security-group') return 'foreign'
  if (!inventory.securityGroups.has(peer.id)) return 'unknown'
  const tiers = carriersOf(network, peer.id).map((one) => tierOf(network, settings, one).tier)
  if (tiers.includes('edge')) return 'foreign'
  return tiers.includes(null) ? 'unknown' : 'fine'
}

interface Foreign {
  readonly rules: readonly SecurityGroupRule[]
  readonly stores: readonly NetworkInterface[]
}

function failure(
  { inventory, network, settings }: RuleContext,
  group: SecurityGroup,
  { rules, stores }: Foreign,
): RuleOutcome {
  const names = carrierNames(inventory, stores)
  const sources = [...new Set(rules.map((rule) => peerName(inventory, rule)))]
  const [first] = stores
  return failed(subjectOf(group), {
    title: `Data tier ${titleNames(names)} admits others than the application`,
    description: `${named(group)} guards ${listWords([...names])} and admits traffic from ${listWords(sources)}. ${rules.some(({ peer }) => peer.kind !== 'security-group') ? RANGE : EDGE}`,
    severity: fixed('medium', `the data tier admits traffic from ${listWords(sources)}`),
    related: stores.slice(0, 100).map(({ id }) => ({ role: 'interface', id })),
    evidence: [
      ...rules.map((rule) => evidenceOf(inventory, ruleRef(rule, group.id))),
      ...(first
        ? [
            {
              kind: 'setting' as const,
              resourceId: first.id,
              pointer: null,
              account: first.account,
              region: first.region,
              excerpt: `${first.id} is data, because ${tierOf(network, settings, first).because}`,
            },
          ]
        : []),
    ],
    settingsUsed: tierSettings(settings),
    remediation: revokeRules({
      group,
      rules,
      settings,
      summary:
        'Admit the security group of the application in the place of these sources first; then take them away. Clients that use them are cut off.',
    }),
    cause: ruleCause(group, rules),
  })
}

const RANGE =
  'A range says where somebody stands, not who they are: whatever gets an address there reaches the data without passing the application.'
const EDGE = 'The edge reaches the data without passing the application.'
