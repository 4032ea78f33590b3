/** Rules about single interfaces: who fails is told as the rule says, who is not known and who passes VPC by VPC. */

import type { NetworkInterface, Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { carrierNames } from '../../carrier-name.ts'
import type { Severity } from '../../finding.ts'
import { reachedInterfaces } from '../../internet-fronts.ts'
import { passed, subjectFor, undecided } from '../../outcomes.ts'
import type { RuleContext, RuleOutcome } from '../../rule.ts'
import { type SeverityAnswer, weigh } from '../../severity.ts'
import { counted, listWords, named } from '../../wording.ts'

export interface InterfaceRule {
  readonly judge: (one: NetworkInterface) => 'fails' | 'passes' | 'unknown'
  /** What is told of those that fail, in one VPC: one finding each, or one for those that are alike. */
  readonly failures: (failing: readonly NetworkInterface[]) => readonly RuleOutcome[]
  /** `whether it has a public address`. */
  readonly question: string
  /** The commands that tell. */
  readonly remedy: (vpc: Vpc) => string
  /** `has a public address without need`: said of none. */
  readonly fault: string
}

export function judgedByVpc(context: RuleContext, rule: InterfaceRule): readonly RuleOutcome[] {
  const { vpcs } = context.inventory
  return [...context.network.index.interfacesByVpc].toSorted(byId).flatMap(([id, interfaces]) => {
    const vpc = vpcs.get(id)
    return vpc ? outcomesOf(context, rule, { vpc, interfaces }) : outsideOf(rule, id, interfaces)
  })
}

function byId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** Of a VPC that is in no document only what fails is told: a pass would speak for a VPC nobody saw. */
function outsideOf(
  rule: InterfaceRule,
  vpcId: string,
  interfaces: readonly NetworkInterface[],
): readonly RuleOutcome[] {
  const byVerdict = Map.groupBy(interfaces, rule.judge)
  const untold = (byVerdict.get('unknown') ?? []).map((one) => {
    const reason = `${one.id} of ${vpcId} could not be judged: ${rule.question}.`
    const remedy = shell`aws ec2 describe-network-interfaces --region ${one.region} --network-interface-ids ${one.id}`
    return undecided(subjectFor(one, 'network-interface', vpcId), { reason, remedy })
  })
  return [...rule.failures(byVerdict.get('fails') ?? []), ...untold]
}

interface Place {
  readonly vpc: Vpc
  readonly interfaces: readonly NetworkInterface[]
}

function outcomesOf(
  { inventory }: RuleContext,
  rule: InterfaceRule,
  { vpc, interfaces }: Place,
): readonly RuleOutcome[] {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const byVerdict = Map.groupBy(interfaces, rule.judge)
  const failures = rule.failures(byVerdict.get('fails') ?? [])
  const untold = byVerdict.get('unknown') ?? []
  if (untold.length > 0) {
    const who = listWords([...carrierNames(inventory, untold)])
    const reason = `${counted(untold.length, 'interface')} of ${named(vpc)} could not be judged (${who}): ${rule.question}.`
    return [...failures, undecided(subject, { reason, remedy: rule.remedy(vpc) })]
  }
  if (failures.length > 0 || coverageOf(inventory, vpc, 'NetworkInterfaces') !== 'complete') return failures
  return [passed(subject, () => `No interface of ${named(vpc)} (${interfaces.length} in all) ${rule.fault}.`)]
}

/** As bad as the rule says where the internet gets in or may, one lower where nothing is open to it now. */
export function severityByReach(
  { network, settings }: RuleContext,
  one: NetworkInterface,
  base: Severity,
): SeverityAnswer {
  const level = reachedInterfaces(network, settings).get(one.id) ?? 'internal'
  const because = {
    internet: 'the internet reaches a port of it now',
    unknown: 'whether the internet reaches a port of it could not be told',
    internal: 'nothing on it is open to the internet now',
  }[level]
  return weigh({ base, level, because })
}
