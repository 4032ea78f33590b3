import type { Instance } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { compareExposure, type ExposureLevel, type Remediation } from '../../finding.ts'
import { failed, passed, subjectFor } from '../../outcomes.ts'
import type { Failure, FindingRule, Pass, RuleContext, RuleOutcome } from '../../rule.ts'
import { weigh } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { counted, listWords, named, titleNames } from '../../wording.ts'
import { type InstanceReach, instanceReach, reachOfAll } from './reached-instances.ts'

/** Source: EC2 user guide, "IAM roles for Amazon EC2". */
export const publicHostWithProfile: FindingRule = {
  id: 'PRIV-008',
  version: 2,
  title: 'Host with a public address carries credentials',
  logic:
    'An instance has an instance profile, and a public address or a port that the internet reaches directly. A host in a private subnet behind a load balancer passes: that is where it belongs. Instances of one VPC with the same profile and security groups are one finding.',
  charter: charter('G.private-subnets'),
  severity: 'high',
  severityNote: 'Medium when nothing of the internet reaches it, or it is not running.',
  compliance: [],
  needs: ['Instances', 'NetworkInterfaces'],
  sharpenedBy: ['RouteTables', 'InternetGateways', 'NetworkAcls', 'SecurityGroups'],
  check: (context) => {
    const reach = instanceReach(context)
    const told: RuleOutcome[] = []
    const facing: Facing[] = []
    for (const instance of context.inventory.instances.values()) {
      if (instance.state === 'terminated') continue
      const found = facingOrPass(instance, reach)
      if ('status' in found) told.push(found)
      else facing.push(found)
    }
    const alike = Map.groupBy(facing, ({ alikeBy }) => alikeBy)
    return [...told, ...[...alike.values()].flatMap((members) => failure(context, members))]
  },
}

interface Facing {
  readonly instance: Instance
  readonly profile: string
  readonly reach: InstanceReach
  /** The VPC, the profile and the groups: one launch template, one mistake. */
  readonly alikeBy: string
}

function facingOrPass(instance: Instance, reachOf: (instance: Instance) => InstanceReach): Facing | Pass {
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const { instanceProfileArn: profile, vpcId, securityGroupIds } = instance
  if (profile === null) return passed(subject, () => `${named(instance)} has no instance profile.`)
  const reach = reachOf(instance)
  const { level, because } = reach.direct
  if (!reach.hasPublicAddress && (level === 'internal' || level === 'none'))
    return passed(subject, () => `${named(instance)} has no public address, and ${because}.`)
  const alikeBy = [vpcId ?? 'no VPC', profile, securityGroupIds.toSorted().join()].join(' ')
  return { instance, profile, reach, alikeBy }
}

/** Shown and told in commands; more would hide the words. */
const MEMBERS_MAX = 20

function failure({ inventory }: RuleContext, members: readonly Facing[]): readonly Failure[] {
  const sorted = members.toSorted((a, b) => (a.instance.id < b.instance.id ? -1 : 1))
  const worst = sorted.toSorted((a, b) => compareExposure(a.reach.direct.level, b.reach.direct.level))[0]
  const [first] = sorted
  if (first === undefined || worst === undefined) return []
  const { instance, profile, alikeBy } = first
  const { level } = worst.reach.direct
  const names = new Set(sorted.map(({ instance: { name, id } }) => name ?? id))
  const because = reachOfAll(sorted.map(({ reach }) => reach.direct.because))
  return [
    failed(subjectFor(instance, 'instance', instance.vpcId), {
      identity: alikeBy,
      title: `${titleNames(names)} ${titleVerb(level, names.size === 1)} credentials`,
      description: describe(sorted, first, because),
      severity: weigh({ base: 'high', level, because }),
      exposure: { level, path: [] },
      related: [
        { role: 'instance-profile', id: profile },
        ...sorted.slice(0, RELATED_MAX).map(({ instance: { id } }) => ({ role: 'instance', id })),
      ],
      evidence: sorted
        .slice(0, RELATED_MAX)
        .map(({ instance: one }) =>
          resourceEvidence(inventory, one, { excerpt: `${one.id} has ${profile}`, field: 'IamInstanceProfile' }),
        ),
      remediation: remedyOf(
        sorted.map(({ instance: one }) => one),
        instance.region,
      ),
    }),
  ]
}

const RELATED_MAX = 100

/** A public address that nothing reaches is not yet the internet at the door. */
function titleVerb(level: ExposureLevel, isOne: boolean): string {
  const isKeptOut = level === 'internal' || level === 'none'
  if (isOne) return isKeptOut ? 'has a public address and carries' : 'faces the internet and carries'
  return isKeptOut ? 'have a public address and carry' : 'face the internet and carry'
}

function describe(members: readonly Facing[], { instance, profile }: Facing, because: string): string {
  const harm = 'acts in the account with whatever that role may do.'
  const count = members.filter(({ reach }) => reach.hasPublicAddress).length
  if (members.length === 1)
    return `${named(instance)} has the instance profile ${profile}${count > 0 ? ' and a public address' : ''}; ${because}. Who takes the host over ${harm}`
  const names = listWords(members.map(({ instance: { name, id } }) => name ?? id))
  return `${counted(members.length, 'host')} with the same security groups (${names}) have the instance profile ${profile}, ${count === members.length ? 'each' : `${count} of them`} with a public address; ${because}. Who takes one of them over ${harm}`
}

function remedyOf(instances: readonly Instance[], region: string): Remediation {
  const ids = instances.slice(0, MEMBERS_MAX).map(({ id }) => id)
  const shown = listWords(ids)
  return {
    summary:
      'Put the host behind a load balancer in a private subnet, or take the profile away if it calls no AWS service. Without the profile every AWS call of its programs fails.',
    cli: [
      shell`aws ec2 describe-iam-instance-profile-associations --region ${region} --filters ${`Name=instance-id,Values=${ids.join()}`}`,
      shell`aws ec2 disassociate-iam-instance-profile --region ${region} --association-id ${'<association-id>'}`,
    ],
    terraform: terraformComment(`${shown}: remove iam_instance_profile, or set subnet_id to a private subnet.`),
    console: [
      `Open the EC2 console in ${region}, Instances, ${shown}, Actions, Security, Modify IAM role.`,
      'Choose No IAM role, or a role with the least the host needs.',
    ],
  }
}
