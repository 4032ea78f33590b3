import type { Instance } from '../../../inventory/network.ts'
import type { Compute, Database } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import type { Severity } from '../../finding.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'
import { describeStore, isOutsideVpc } from './data-stores.ts'

/** Source: Lambda guide, "Giving Lambda functions access to resources in a VPC"; OpenSearch guide, "VPC support". */
export const serviceOutsideVpc: FindingRule = {
  id: 'TIER-011',
  version: 1,
  title: 'Service stands outside of every VPC',
  logic:
    'AWS tells no VPC, no subnet and no security group for a function, an OpenSearch domain, an RDS instance, a Redshift cluster or an instance that is not terminated. SageMaker is in no snapshot.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'High for data stores and instances; Low for functions, which take no connections.',
  compliance: [
    fsbp('RDS.18'),
    fsbp('ES.2'),
    fsbp('Opensearch.2'),
    awsConfig('lambda-inside-vpc'),
    awsConfig('opensearch-in-vpc-only'),
    ...nist('AC-4', 'SC-7'),
  ],
  needs: [],
  sharpenedBy: ['Functions', 'DomainStatusList', 'DBInstances', 'RedshiftClusters', 'Instances'],
  check: ({ inventory, ...context }) => [
    ...[...inventory.databases.values()].flatMap((store) => storeOutcome({ inventory, ...context }, store)),
    ...[...inventory.computes.values()].flatMap((each) =>
      each.service === 'lambda' ? [functionOutcome({ inventory, ...context }, each)] : [],
    ),
    ...instancesOutside({ inventory, ...context }),
  ],
}

/** ElastiCache and MemoryDB stand in a VPC always; a cluster of RDS is told by its instances. */
function storeOutcome(context: RuleContext, store: Database): readonly RuleOutcome[] {
  if (store.service !== 'rds' && store.service !== 'redshift' && store.service !== 'opensearch') return []
  if (isOutsideVpc(store))
    return [failure(context, store, { type: store.service, severity: 'high', command: describeStore(store) })]
  const subject = subjectFor(store, store.service, store.vpcId)
  if (store.vpcId === null && store.subnetIds.length === 0)
    return [
      undecided(subject, { reason: `In which VPC ${named(store)} stands was not told.`, remedy: describeStore(store) }),
    ]
  return [passed(subject, () => `${named(store)} stands in a VPC.`)]
}

function functionOutcome(context: RuleContext, each: Compute): RuleOutcome {
  const command = shell`aws lambda get-function-configuration --region ${each.region} --function-name ${each.name ?? each.id}`
  if (isOutsideVpc(each)) return failure(context, each, { type: 'function', severity: 'low', command })
  return passed(subjectFor(each, 'function', each.vpcId), () => `${named(each)} stands in a VPC.`)
}

const GONE: ReadonlySet<string> = new Set(['terminated', 'shutting-down'])

function instancesOutside(context: RuleContext): readonly RuleOutcome[] {
  const instances = [...context.inventory.instances.values()].filter(({ state }) => !GONE.has(state))
  return instances.flatMap((each: Instance) => {
    if (each.vpcId !== null || each.subnetId !== null || each.interfaceIds.length > 0) return []
    if (coverageOf(context.inventory, each, 'Instances') !== 'complete') return []
    const command = shell`aws ec2 describe-instances --region ${each.region} --instance-ids ${each.id}`
    return [failure(context, each, { type: 'instance', severity: 'high', command })]
  })
}

interface Outside {
  readonly type: string
  readonly severity: Severity
  readonly command: string
}

function failure(
  { inventory }: RuleContext,
  resource: Database | Compute | Instance,
  { type, severity, command }: Outside,
): RuleOutcome {
  const isFunction = type === 'function'
  return failed(subjectFor(resource, type, null), {
    title: `${shortName(resource.name ?? resource.id)} stands outside of every VPC`,
    description: isFunction
      ? `The function ${named(resource)} is attached to no VPC: it opens its connections from addresses of AWS, past your firewalls, flow logs and endpoints.`
      : `${named(resource)} is in no VPC: no subnet, security group or network ACL of yours stands between it and whoever has its address.`,
    severity: fixed(
      severity,
      isFunction
        ? 'it takes no connections, and its own leave past your network'
        : 'no network of yours stands in front of it',
    ),
    evidence: [resourceEvidence(inventory, resource, { excerpt: 'no VPC, no subnet, no security group' })],
    remediation: {
      summary: isFunction
        ? 'Attach it to private subnets where it must meet private resources or pass your firewalls; it then needs NAT or endpoints for what it calls.'
        : 'Make it anew inside private subnets and move the data; most services cannot be moved in place.',
      cli: [command],
      terraform: null,
      console: [
        `Open the console of the service in ${resource.region}, ${resource.name ?? resource.id}, and look at its network settings.`,
      ],
    },
  })
}
