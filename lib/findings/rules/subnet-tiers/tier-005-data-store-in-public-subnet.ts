import type { DescribeKey } from '../../../describe/document.ts'
import { commandFor } from '../../../inventory/collection-calls.ts'
import type { Subnet } from '../../../inventory/network.ts'
import type { Database } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { placementCause } from '../../tier-facts.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { describeStore, isNeverPublic, isOutsideVpc, storeName } from './data-stores.ts'

/** Source: RDS user guide, "Working with a DB instance in a VPC"; VPC guide, "Subnet types". */
export const dataStoreInPublicSubnet: FindingRule = {
  id: 'TIER-005',
  version: 1,
  title: 'Data store placed in a public subnet',
  logic:
    'Some subnet of the data store, or of its subnet group, has an active route to an internet gateway in the table it really uses (its own, else the main table of its VPC), IPv4 or IPv6.',
  charter: charter('C.subnets-per-tier'),
  severity: 'high',
  severityNote: 'Does not depend on exposure: one attribute or address away from the internet.',
  compliance: [awsConfig('rds-instance-subnet-igw-check'), fsbp('RDS.46'), ...nist('AC-4', 'SC-7')],
  needs: ['Subnets', 'RouteTables'],
  sharpenedBy: [
    'DBInstances',
    'DBClusters',
    'DBSubnetGroups',
    'CacheSubnetGroups',
    'ClusterSubnetGroups',
    'RedshiftClusters',
    'CacheClusters',
    'MemoryDBClusters',
    'DomainStatusList',
  ],
  check: (context) => [...context.inventory.databases.values()].map((store) => outcomeOf(context, store)),
}

function outcomeOf(context: RuleContext, store: Database): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(store, store.service, store.vpcId)
  const subnets = store.subnetIds.flatMap((id) => inventory.subnets.get(id) ?? [])
  const kindOf = ({ id }: Subnet) => classifyRouteTable(network.index.routeTableBySubnet.get(id) ?? null)
  const open = subnets.filter((subnet) => kindOf(subnet) === 'public')
  if (open.length > 0) return failure(context, store, open)
  if (store.service === 'opensearch' && isOutsideVpc(store))
    return passed(
      subject,
      () => `${storeName(store)} stands in no subnet at all, and so in no public one; see TIER-011.`,
    )
  if (store.subnetIds.length === 0) {
    return undecided(subject, {
      reason: `In which subnets ${storeName(store)} stands was not told.`,
      remedy: askForSubnets(context, store),
    })
  }
  if (subnets.length < store.subnetIds.length || subnets.some((subnet) => kindOf(subnet) === 'unknown')) {
    return undecided(subject, {
      reason: `Whether a subnet of ${storeName(store)} is public could not be told: a subnet, its route table, or a route in it is missing.`,
      remedy: [
        ...(subnets.length < store.subnetIds.length
          ? [shell`aws ec2 describe-subnets --region ${store.region} --subnet-ids ${store.subnetIds}`]
          : []),
        shell`aws ec2 describe-route-tables --region ${store.region}`,
      ].join('; '),
    })
  }
  return passed(subject, () => `No subnet of ${storeName(store)} is public.`)
}

/** Some services print the name of a subnet group only, and its subnets elsewhere. */
function askForSubnets({ inventory }: RuleContext, store: Database): string {
  const key = SUBNET_GROUPS[store.service]
  const told = key === undefined || coverageOf(inventory, store, key) === 'complete'
  return told ? describeStore(store) : commandFor(key, store.region)
}

const SUBNET_GROUPS: Partial<Record<Database['service'], DescribeKey>> = {
  'rds-cluster': 'DBSubnetGroups',
  elasticache: 'CacheSubnetGroups',
  redshift: 'ClusterSubnetGroups',
}

/** How far from the internet it is, as a sentence. */
function distance(store: Database): string {
  if (isNeverPublic(store)) return 'AWS gives it private addresses only, but a host beside it may face the internet.'
  if (store.publiclyAccessible) return 'It is publicly accessible: its security groups are what keeps the internet out.'
  return 'Once it is made publicly accessible, its security groups are what keeps the internet out.'
}

function failure({ inventory, network }: RuleContext, store: Database, open: readonly Subnet[]): RuleOutcome {
  const tables = [...new Set(open.flatMap(({ id }) => network.index.routeTableBySubnet.get(id) ?? []))]
  const surely = open.length === store.subnetIds.length
  const stands = surely ? 'stands' : 'may stand'
  return failed(subjectFor(store, store.service, store.vpcId), {
    cause: placementCause(store),
    title: `Data store ${shortName(store.name ?? store.id)} ${stands} in a public subnet`,
    description: `${surely ? 'Each of its' : `${open.length} of its ${store.subnetIds.length}`} subnets ${surely || open.length === 1 ? 'has' : 'have'} a route to an internet gateway: ${listWords(open.map(named))}. ${distance(store)}`,
    severity: fixed('high', 'a data store needs no route to an internet gateway'),
    related: [
      ...open.map(({ id }) => ({ role: 'subnet', id })),
      ...tables.map(({ id }) => ({ role: 'route-table', id })),
      ...store.securityGroupIds.map((id) => ({ role: 'security-group', id })),
    ],
    evidence: [
      resourceEvidence(inventory, store, { excerpt: `${store.name ?? store.id} in ${listWords(store.subnetIds, 6)}` }),
      ...tables.flatMap(publicRoutes).map((rule) => evidenceOf(inventory, rule)),
    ],
    remediation: {
      summary:
        'Move it to private subnets. For most services this means a new one from a snapshot and a short stop; plan it.',
      cli: [
        describeStore(store),
        shell`aws ec2 describe-subnets --region ${store.region} --filters Name=vpc-id,Values=${store.vpcId ?? '<vpc>'}`,
      ],
      terraform: TERRAFORM[store.service],
      console: [
        `Open the console of the service in ${store.region}, ${store.name ?? store.id}, and note its subnets, or its subnet group.`,
        'Choose private subnets, or a subnet group of them, for the data store, or restore it there from a snapshot.',
      ],
    },
  })
}

function subnetGroup(type: string): string {
  return `resource "${type}" "private" {\n  subnet_ids = var.private_subnet_ids\n}`
}

/** Where each service takes its subnets from. Source: Terraform AWS provider. */
const TERRAFORM: Readonly<Record<Database['service'], string>> = {
  rds: subnetGroup('aws_db_subnet_group'),
  'rds-cluster': subnetGroup('aws_db_subnet_group'),
  redshift: subnetGroup('aws_redshift_subnet_group'),
  elasticache: subnetGroup('aws_elasticache_subnet_group'),
  memorydb: subnetGroup('aws_memorydb_subnet_group'),
  opensearch:
    'resource "aws_opensearch_domain" "this" {\n  vpc_options {\n    subnet_ids = var.private_subnet_ids\n  }\n}',
}
