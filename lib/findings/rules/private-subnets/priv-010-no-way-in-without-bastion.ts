import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Instance } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { fsbp } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import type { Remediation } from '../../finding.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { regionScopes } from '../../region-scopes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listOf, named, shortName } from '../../wording.ts'

/** Source: Systems Manager guide, "Managed nodes"; EC2 user guide, "EC2 Instance Connect Endpoint". */
export const noWayInWithoutBastion: FindingRule = {
  id: 'PRIV-010',
  version: 2,
  title: 'Host can be administered only over an open port',
  logic:
    'A running instance is not known to Systems Manager, and its VPC has no EC2 Instance Connect Endpoint that is ready. One finding names the instances of a VPC, where one endpoint answers for all.',
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
    const shut = new Map<string, Instance[]>()
    const told: RuleOutcome[] = []
    for (const instance of instances.values()) {
      const outcome =
        instance.state === 'running' ? outcomeOf(context, instance, { vpcs, managed, untold, shut }) : null
      if (outcome) told.push(outcome)
    }
    return [...[...shut.values()].map((own) => failure(context, own)), ...told, ...notKnown(context, untold)]
  },
}

interface WaysIn {
  /** With an endpoint that is ready. */
  readonly vpcs: ReadonlySet<string | null>
  readonly managed: ReadonlySet<string>
  /** Those of which it is not known, by account and region; added to. */
  readonly untold: Map<string, Instance[]>
  /** Those with neither, by VPC; added to. */
  readonly shut: Map<string, Instance[]>
}

const KEYS = ['InstanceInformationList', 'InstanceConnectEndpoints'] as const

/** One answer an account and region: the same calls tell of all its instances. */
function notKnown({ inventory }: RuleContext, untold: WaysIn['untold']): readonly RuleOutcome[] {
  return regionScopes(inventory).flatMap((scope) => {
    const own = untold.get(scope.resource.id) ?? []
    const [first] = own
    if (!first) return []
    const missing = KEYS.filter((key) => coverageOf(inventory, first, key) !== 'complete')
    const who = own.length === 1 ? named(first) : `${counted(own.length, 'instance')} (${listOf(own, named)})`
    return [
      undecided(scope, {
        reason: `Whether ${who} can be administered without an open port was not told.`,
        remedy: missing.map((key) => commandFor(key, scope.resource.region)).join('; '),
      }),
    ]
  })
}

/** Null where the answer is one of several instances together. */
function outcomeOf({ inventory }: RuleContext, instance: Instance, ways: WaysIn): RuleOutcome | null {
  const { vpcs, managed, untold, shut } = ways
  const { id, account, region, vpcId } = instance
  const subject = () => subjectFor(instance, 'instance', vpcId)
  if (managed.has(id)) return passed(subject(), () => `Systems Manager knows ${named(instance)}.`)
  if (vpcId !== null && vpcs.has(vpcId))
    return passed(subject(), () => `${vpcId} has an EC2 Instance Connect Endpoint.`)
  if (KEYS.some((key) => coverageOf(inventory, instance, key) !== 'complete'))
    append(untold, `${account}/${region}`, instance)
  else append(shut, vpcId ?? id, instance)
  return null
}

function append(lists: Map<string, Instance[]>, key: string, instance: Instance): void {
  const known = lists.get(key)
  if (known) known.push(instance)
  else lists.set(key, [instance])
}

/** The VPC of the instances; an instance outside of every VPC stands for itself. */
function subjectOf({ inventory }: RuleContext, first: Instance): Subject {
  const { vpcId, account, region } = first
  if (vpcId === null) return subjectFor(first, 'instance', null)
  const vpc = inventory.vpcs.get(vpcId) ?? { id: vpcId, arn: null, name: null, account, region, tags: {} }
  return subjectFor(vpc, 'vpc', vpcId)
}

const RELATED_MAX = 100

function failure(context: RuleContext, instances: readonly Instance[]): RuleOutcome {
  const [first] = instances
  if (!first) throw new Error('A failure without instances is never made.')
  const subject = subjectOf(context, first)
  const { id, name } = subject.resource
  const names = listOf(instances, named)
  const one = instances.length === 1
  const who = one ? shortName(first.name ?? first.id) : `${instances.length} hosts of ${shortName(name ?? id)}`
  return failed(subject, {
    title: `${who} can be administered only over an open port`,
    description: `Systems Manager does not know ${names}, and ${first.vpcId ?? 'no VPC'} has no EC2 Instance Connect Endpoint. Whoever administers ${one ? 'it' : 'them'} needs a port that is open to them.`,
    severity: fixed('info', 'it opens nothing by itself'),
    related: instances.slice(0, RELATED_MAX).map((each) => ({ role: 'instance', id: each.id })),
    evidence: instances
      .slice(0, RELATED_MAX)
      .map((each) => absenceEvidence(each, `${each.id} is not among the managed nodes, and no endpoint is in its VPC`)),
    remediation: giveAWay(subject.resource.region, instances),
  })
}

const SHOWN = 3

/** One endpoint answers for a VPC; an agent for one instance. */
function giveAWay(region: string, instances: readonly Instance[]): Remediation {
  const bare = instances.filter(({ instanceProfileArn }) => instanceProfileArn === null)
  const ids = listOf(instances, ({ id }) => id)
  return {
    summary:
      'Make one EC2 Instance Connect Endpoint in the VPC and let the groups of the hosts admit its group, or install the agent and give each host the role it needs. No port is opened to a range of addresses; who may connect is decided in IAM.',
    cli: [
      shell`aws ec2 create-instance-connect-endpoint --region ${region} --subnet-id ${'<private-subnet>'} --security-group-ids ${'<group-of-the-endpoint>'}`,
      ...bare
        .slice(0, SHOWN)
        .map(
          ({ id }) =>
            shell`aws ec2 associate-iam-instance-profile --region ${region} --instance-id ${id} --iam-instance-profile Name=${'<profile-with-AmazonSSMManagedInstanceCore>'}`,
        ),
    ],
    terraform:
      'resource "aws_ec2_instance_connect_endpoint" "this" {\n  subnet_id          = var.private_subnet_id\n  security_group_ids = [var.endpoint_group_id]\n}',
    console: [
      `Open the VPC console in ${region}, Endpoints, Create endpoint, EC2 Instance Connect Endpoint.`,
      `Or open the Systems Manager console, Fleet Manager, where ${ids} ${instances.length === 1 ? 'is' : 'are'} not listed: attach a profile with AmazonSSMManagedInstanceCore, and see that the agent runs and reaches its endpoints.`,
    ],
  }
}
