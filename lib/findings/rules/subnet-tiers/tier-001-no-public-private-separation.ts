import type { Subnet, Vpc } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable, type SubnetClass } from '../../../inventory/subnet-class.ts'
import { charter } from '../../charter.ts'
import { nist, wellArchitected } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { gatewayRoutes, listCommands, publicRoutes, unreadList } from '../../public-routes.ts'
import type { Failure, FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformString } from '../../terraform-string.ts'
import { counted, listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Subnet types" and "Subnet route tables". */
export const noPublicPrivateSeparation: FindingRule = {
  id: 'TIER-001',
  version: 1,
  title: 'VPC does not separate public from private subnets',
  logic:
    'Each subnet is classified by the table it really uses (its own, else the main table of its own VPC), both families, active routes only. A VPC fails when it has public subnets and no other; one without any public subnet passes.',
  charter: charter('C.subnets-per-tier'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [...nist('SC-7', 'AC-4'), wellArchitected('NETSEC-002')],
  needs: ['Vpcs', 'Subnets', 'RouteTables'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.vpcs.values()].flatMap((vpc) => outcomesOf(context, vpc)),
}

function outcomesOf(context: RuleContext, vpc: Vpc): readonly RuleOutcome[] {
  const subnets = context.network.index.subnetsByVpc.get(vpc.id) ?? []
  if (subnets.length === 0) return []
  const subject: Subject = { resource: vpc, type: 'vpc', vpcId: vpc.id }
  const classes = subnets.map((subnet) => classOf(context, subnet))
  if (classes.some((each) => each !== 'public' && each !== 'unknown')) return [passed(subject, classes)]
  const unclear = subnets.filter((_, index) => classes[index] === 'unknown')
  return [unclear.length > 0 ? undecided(context, subject, unclear) : failure(context, vpc, subnets)]
}

/** A table whose only ways to an internet gateway are lists without entries may be public: RT-001 says no more of it. */
function classOf({ network, inventory }: RuleContext, subnet: Subnet): SubnetClass {
  const table = network.index.routeTableBySubnet.get(subnet.id) ?? null
  const kind = classifyRouteTable(table)
  if (kind !== 'public' || !table) return kind
  return gatewayRoutes(table).every((route) => unreadList(inventory, route).length > 0) ? 'unknown' : 'public'
}

function passed(subject: Subject, classes: readonly SubnetClass[]): RuleOutcome {
  const open = classes.filter((each) => each === 'public').length
  const text = `${named(subject.resource)} has ${counted(open, 'public subnet')} and ${counted(classes.length - open, 'other')}.`
  return { ...subject, status: 'PASS', description: text }
}

function undecided({ network, inventory }: RuleContext, subject: Subject, unclear: readonly Subnet[]): RuleOutcome {
  const tables = unclear.map(({ id }) => network.index.routeTableBySubnet.get(id))
  const lists = tables.flatMap((table) =>
    (table ? gatewayRoutes(table) : []).flatMap((route) => unreadList(inventory, route)),
  )
  const { region } = subject.resource
  const missing = tables.some((table) => classifyRouteTable(table ?? null) === 'unknown')
  const what = [
    ...(missing ? ['a route table or a route in it'] : []),
    ...[...new Set(lists)].map((id) => `the entries of ${id}`),
  ]
  return {
    ...subject,
    status: 'NOT_EVALUATED',
    reason: `What kind ${listWords(unclear.map(({ id }) => id))} ${unclear.length === 1 ? 'is' : 'are'} could not be told: ${listWords(what)} ${what.length === 1 && missing ? 'is' : 'are'} missing.`,
    remedy: [
      ...(missing ? [shell`aws ec2 describe-route-tables --region ${region}`] : []),
      ...listCommands(region, [...new Set(lists)]),
    ].join('; '),
  }
}

function failure(context: RuleContext, vpc: Vpc, subnets: readonly Subnet[]): Failure {
  const { inventory, network } = context
  const tables = [...new Set(subnets.flatMap(({ id }) => network.index.routeTableBySubnet.get(id) ?? []))]
  return {
    resource: vpc,
    type: 'vpc',
    vpcId: vpc.id,
    status: 'FAIL',
    discriminator: '',
    title: `${shortName(vpc.name ?? vpc.id)} has no private subnet`,
    description: `Every subnet of ${named(vpc)} (${counted(subnets.length, 'subnet')}) has a route to an internet gateway. There is no place for what should not face the internet, so databases and applications stand in the same subnets as the edge.`,
    severity: fixed('low', 'every subnet is public'),
    exposure: { level: 'internal', path: [] },
    related: [
      ...subnets.map(({ id }) => ({ role: 'subnet', id })),
      ...tables.map(({ id }) => ({ role: 'route-table', id })),
    ],
    ports: [],
    evidence: [
      ...subnets.map((subnet) => resourceEvidence(inventory, subnet, { excerpt: `${subnet.id} is public` })),
      ...tables.flatMap((table) => publicRoutes(table)).map((rule) => evidenceOf(inventory, rule)),
    ],
    settingsUsed: {},
    remediation: {
      summary:
        'Add private subnets, one a zone, with a route table that has no internet gateway, and move what need not be public there.',
      cli: [
        shell`aws ec2 create-subnet --region ${vpc.region} --vpc-id ${vpc.id} --cidr-block ${'<free block>'} --availability-zone ${'<zone>'}`,
        shell`aws ec2 create-route-table --region ${vpc.region} --vpc-id ${vpc.id}`,
        shell`aws ec2 associate-route-table --region ${vpc.region} --route-table-id ${'<new table>'} --subnet-id ${'<new subnet>'}`,
      ],
      terraform: `resource "aws_subnet" "private" {\n  vpc_id     = ${terraformString(vpc.id)}\n  cidr_block = var.private_cidr\n}\n\nresource "aws_route_table" "private" {\n  vpc_id = ${terraformString(vpc.id)}\n}\n\nresource "aws_route_table_association" "private" {\n  subnet_id      = aws_subnet.private.id\n  route_table_id = aws_route_table.private.id\n}`,
      console: [
        `Open the VPC console in ${vpc.region}, Subnets, Create subnet, ${vpc.id}.`,
        'Create a route table without an internet gateway and associate it with the new subnet.',
      ],
    },
    alsoMatches: [],
  }
}
