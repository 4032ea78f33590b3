import type { NetworkInterface, Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'
import { configured, type LabelKind, labelOf, tagsUsed, unnamedTags } from './vpc-labels.ts'

const KINDS: readonly LabelKind[] = ['environment', 'workload', 'owner']

/** Source: VPC guide, "Infrastructure security in Amazon VPC": separate VPCs by workload or organisational entity. */
export const mixedVpc: FindingRule = {
  id: 'ISO-002',
  version: 1,
  title: 'One VPC mixes environments, workloads or owners',
  logic:
    'What stands in the VPC, an instance or an interface that AWS does not manage, has one value of each tag that tagKeys names for environment, workload and owner. A kind is judged where the part of them that carries the tag is thresholds.tagCoverage or more.',
  charter: charter('B.vpc-per-workload'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  needs: ['Vpcs', 'NetworkInterfaces'],
  sharpenedBy: ['Instances', 'Subnets'],
  check: (context) => {
    const kinds = configured(context, KINDS)
    if (kinds.length === 0) return unnamedTags(context, KINDS)
    return [...context.inventory.vpcs.values()].map((vpc) => outcomeOf(context, vpc, kinds))
  },
}

/** The values of one kind in a VPC. */
interface Labels {
  readonly kind: LabelKind
  readonly hosts: number
  readonly tagged: number
  /** One interface for each value. */
  readonly values: ReadonlyMap<string, NetworkInterface>
}

function outcomeOf(context: RuleContext, vpc: Vpc, kinds: readonly LabelKind[]): RuleOutcome {
  const subject = subjectFor(vpc, 'vpc', vpc.id)
  const hosts = hostsOf(context, vpc)
  const { tagCoverage } = context.settings.thresholds
  const labels = kinds.map((kind) => labelsOf(context, hosts, kind))
  const isCovered = ({ tagged }: Labels) => tagged >= tagCoverage * hosts.length
  const mixed = labels.filter((each) => isCovered(each) && each.values.size > 1)
  if (mixed.length > 0) return failure(context, vpc, mixed)
  const thin = labels.filter((each) => !isCovered(each))
  const whole = coverageOf(context.inventory, vpc, 'NetworkInterfaces') === 'complete'
  if (thin.length === 0 && whole)
    return passed(subject, () => `${named(vpc)} holds one ${listWords(kinds)}, or nothing.`)
  const counts = thin.map(({ kind, tagged, values }) => `${kind} on ${tagged} of ${hosts.length}${seen(values)}`)
  return undecided(subject, {
    reason:
      thin.length > 0
        ? `Too few hosts in ${named(vpc)} carry the tag: ${listWords(counts)}; thresholds.tagCoverage asks for ${Math.round(tagCoverage * 100)} %.`
        : `The network interfaces of ${named(vpc)} were not all collected.`,
    remedy: shell`aws ec2 describe-network-interfaces --region ${vpc.region} --filters Name=vpc-id,Values=${vpc.id}`,
  })
}

function seen(values: Labels['values']): string {
  return values.size > 1 ? ` (${listWords([...values.keys()].toSorted())})` : ''
}

/** One interface of each instance, and every other that somebody can tag. */
function hostsOf({ network }: RuleContext, { id }: Vpc): readonly NetworkInterface[] {
  const hosts = new Map<string, NetworkInterface>()
  for (const each of network.index.interfacesByVpc.get(id) ?? []) {
    if (each.requesterManaged && Object.keys(each.tags).length === 0) continue
    const key = each.instanceId ?? each.id
    if (!hosts.has(key)) hosts.set(key, each)
  }
  return [...hosts.values()]
}

function labelsOf(context: RuleContext, hosts: readonly NetworkInterface[], kind: LabelKind): Labels {
  const values = new Map<string, NetworkInterface>()
  let tagged = 0
  for (const host of hosts) {
    const instance = context.inventory.instances.get(host.instanceId ?? '')
    const value = labelOf(context, instance, kind) ?? labelOf(context, host, kind)
    if (value === null) continue
    tagged += 1
    if (!values.has(value)) values.set(value, host)
  }
  return { kind, hosts: hosts.length, tagged, values }
}

const SHOWN = 10

function failure(context: RuleContext, vpc: Vpc, mixed: readonly Labels[]): Failure {
  const { inventory, settings } = context
  const { id, region } = vpc
  const kinds = mixed.map(({ kind }) => kind)
  const texts = mixed.map(
    ({ kind, tagged, hosts, values }) =>
      `${listWords([...values.keys()].toSorted())} by the tag for ${kind} (${tagged} of ${counted(hosts, 'host')} carry it)`,
  )
  return failed(subjectFor(vpc, 'vpc', id), {
    title: `${shortName(vpc.name ?? id)} mixes ${listWords(mixed.map(({ values }) => [...values.keys()].toSorted().join(' and ')))}`,
    description: `In VPC ${named(vpc)} stand ${listWords(texts)}. Inside a VPC the local route joins them all, and nothing but groups and network ACLs keeps them apart.`,
    severity: fixed('medium', 'nothing but groups and network ACLs keeps them apart'),
    evidence: mixed.flatMap(({ kind, values }) =>
      [...values].slice(0, SHOWN).map(([value, host]) => {
        const holder = inventory.instances.get(host.instanceId ?? '') ?? host
        return resourceEvidence(inventory, holder, { excerpt: `${holder.id}: ${kind} ${value}` })
      }),
    ),
    settingsUsed: { ...tagsUsed(context, kinds), 'thresholds.tagCoverage': String(settings.thresholds.tagCoverage) },
    remediation: {
      summary:
        'Give each a VPC of its own and launch again there what belongs to it; nothing can be moved between VPCs.',
      cli: [
        shell`aws ec2 describe-instances --region ${region} --filters Name=vpc-id,Values=${id} --query ${'Reservations[].Instances[].[InstanceId,Tags]'}`,
      ],
      terraform: null,
      console: [`Open the EC2 console in ${region}, Instances, and filter by VPC ${id}; show the columns of the tags.`],
    },
  })
}
