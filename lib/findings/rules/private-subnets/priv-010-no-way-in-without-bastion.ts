import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Instance } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { fsbp } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'

/** Source: Systems Manager guide, "Managed nodes"; EC2 user guide, "EC2 Instance Connect Endpoint". */
export const noWayInWithoutBastion: FindingRule = {
  id: 'PRIV-010',
  version: 1,
  title: 'Host can be administered only over an open port',
  logic:
    'A running instance is not known to Systems Manager, and its VPC has no EC2 Instance Connect Endpoint that is ready.',
  charter: charter('G.private-subnets'),
  severity: 'info',
  severityNote: 'Always Info: it says what would make an open administration port needless.',
  compliance: [fsbp('SSM.1')],
  needs: ['Instances'],
  sharpenedBy: ['InstanceConnectEndpoints', 'InstanceInformationList'],
  check: (context) => {
    const { instances, instanceConnectEndpoints, managedInstances } = context.inventory
    const managed = new Set(managedInstances.map(({ id }) => id))
    const ready = [...instanceConnectEndpoints.values()].filter(({ state }) => state === 'create-complete')
    const vpcs = new Set(ready.map(({ vpcId }) => vpcId))
    const untold = new Map<string, Instance[]>()
    const told = [...instances.values()]
      .filter(({ state }) => state === 'running')
      .flatMap((instance) => outcomeOf(context, instance, { vpcs, managed, untold }))
    return [...told, ...notKnown(context, untold)]
  },
}

interface WaysIn {
  /** With an endpoint that is ready. */
  readonly vpcs: ReadonlySet<string | null>
  readonly managed: ReadonlySet<string>
  /** Those of which it is not known, by account and region; added to. */
  readonly untold: Map<string, Instance[]>
}

const KEYS = ['InstanceInformationList', 'InstanceConnectEndpoints'] as const

/** One answer an account and region: the same calls tell of all its instances. */
function notKnown({ inventory }: RuleContext, untold: WaysIn['untold']): readonly RuleOutcome[] {
  return regionScopes(inventory).flatMap((scope) => {
    const own = untold.get(scope.resource.id) ?? []
    const [first] = own
    if (!first) return []
    const missing = KEYS.filter((key) => coverageOf(inventory, first, key) !== 'complete')
    const who = own.length === 1 ? named(first) : `${counted(own.length, 'instance')} (${listWords(own.map(named))})`
    return [
      undecided(scope, {
        reason: `Whether ${who} can be administered without an open port was not told.`,
        remedy: missing.map((key) => commandFor(key, scope.resource.region)).join('; '),
      }),
    ]
  })
}

function outcomeOf({ inventory }: RuleContext, instance: Instance, ways: WaysIn): readonly RuleOutcome[] {
  const { vpcs, managed, untold } = ways
  const subject = subjectFor(instance, 'instance', instance.vpcId)
  const { id, account, region, vpcId } = instance
  if (managed.has(id)) return [passed(subject, () => `Systems Manager knows ${named(instance)}.`)]
  if (vpcId !== null && vpcs.has(vpcId))
    return [passed(subject, () => `${vpcId} has an EC2 Instance Connect Endpoint.`)]
  if (KEYS.some((key) => coverageOf(inventory, instance, key) !== 'complete')) {
    const scope = `${account}/${region}`
    const known = untold.get(scope)
    if (known) known.push(instance)
    else untold.set(scope, [instance])
    return []
  }
  return [failure(instance)]
}

function failure(instance: Instance): RuleOutcome {
  const { id, region, vpcId } = instance
  return failed(subjectFor(instance, 'instance', vpcId), {
    title: `${shortName(instance.name ?? id)} can be administered only over an open port`,
    description: `Systems Manager does not know ${named(instance)}, and ${vpcId ?? 'its VPC'} has no EC2 Instance Connect Endpoint. Whoever administers it needs a port that is open to them.`,
    severity: fixed('info', 'it opens nothing by itself'),
    related: vpcId ? [{ role: 'vpc', id: vpcId }] : [],
    evidence: [absenceEvidence(instance, `${id} is not among the managed nodes, and no endpoint is in its VPC`)],
    remediation: {
      summary:
        'Install the agent and give the instance the role it needs. It opens no port; who may start a session is decided in IAM.',
      cli: [
        shell`aws ec2 associate-iam-instance-profile --region ${region} --instance-id ${id} --iam-instance-profile Name=${'<profile with AmazonSSMManagedInstanceCore>'}`,
      ],
      terraform: 'resource "aws_instance" "this" {\n  iam_instance_profile = aws_iam_instance_profile.ssm.name\n}',
      console: [
        `Open the Systems Manager console in ${region}, Fleet Manager: ${id} is not listed.`,
        'Attach a profile with AmazonSSMManagedInstanceCore, and see that the agent runs and reaches its endpoints.',
      ],
    },
  })
}
