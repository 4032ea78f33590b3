import type { NatGateway } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { named, shortName } from '../../wording.ts'

/** Source: VPC guide, "NAT gateway basics" (a public one needs a route to an internet gateway). */
export const natGatewayMisplaced: FindingRule = {
  id: 'PRIV-004',
  version: 1,
  title: 'NAT gateway stands in a subnet without a way to the internet',
  logic:
    'A public NAT gateway stands in a subnet whose effective table, the main one where none is associated, has no active route to an internet gateway. Failed and deleted ones are gone, and routes to them are blackholes (RT-007); a regional one stands in no subnet.',
  charter: charter('G.private-subnets'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure: what leaves by it is lost.',
  compliance: [],
  needs: ['NatGateways'],
  sharpenedBy: ['Subnets', 'RouteTables'],
  check: (context) =>
    [...context.inventory.natGateways.values()]
      .filter(({ state }) => state !== 'deleting')
      .map((gateway) => outcomeOf(context, gateway)),
}

function outcomeOf(context: RuleContext, gateway: NatGateway): RuleOutcome {
  const { network } = context
  const subject = subjectFor(gateway, 'nat-gateway', gateway.vpcId)
  if (gateway.connectivity === 'private')
    return passed(subject, `${named(gateway)} is private and needs no internet route.`)
  if (gateway.subnetId === null) return passed(subject, `${named(gateway)} stands in no subnet.`)
  const table = network.index.routeTableBySubnet.get(gateway.subnetId) ?? null
  const kind = classifyRouteTable(table)
  if (kind === 'public') return passed(subject, `${named(gateway)} stands in the public subnet ${gateway.subnetId}.`)
  if (kind === 'unknown')
    return undecided(subject, {
      reason: `Whether ${gateway.subnetId}, where ${named(gateway)} stands, is public was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${gateway.region} --filters Name=vpc-id,Values=${gateway.vpcId}`,
    })
  return failure(context, gateway, `${gateway.subnetId} has no route to an internet gateway`)
}

function failure({ inventory, network }: RuleContext, gateway: NatGateway, why: string): RuleOutcome {
  const { subnetId, region, vpcId } = gateway
  const table = subnetId ? network.index.routeTableBySubnet.get(subnetId) : undefined
  return failed(subjectFor(gateway, 'nat-gateway', vpcId), {
    title: `NAT gateway ${shortName(gateway.name ?? gateway.id)} cannot reach the internet`,
    description: `${named(gateway)} lets nothing out: ${why}. Every subnet that leaves by it has no internet, and somebody may mend that by a public route.`,
    severity: fixed('medium', why),
    related: [
      ...(subnetId ? [{ role: 'subnet', id: subnetId }] : []),
      ...(table ? [{ role: 'route-table', id: table.id }] : []),
    ],
    evidence: [
      resourceEvidence(inventory, gateway, { excerpt: `${gateway.id}: ${why}` }),
      ...(table
        ? [
            resourceEvidence(inventory, table, {
              excerpt: `${table.id} has no active route to an internet gateway`,
              field: 'Routes',
            }),
          ]
        : []),
    ],
    remediation: {
      summary:
        'Create a NAT gateway in a public subnet of the same zone, let the private tables lead to it, and delete this one. Its public address changes unless the Elastic IP is moved.',
      cli: [
        shell`aws ec2 create-nat-gateway --region ${region} --subnet-id ${`<public subnet of ${vpcId}>`} --allocation-id ${'<Elastic IP>'}`,
        shell`aws ec2 delete-nat-gateway --region ${region} --nat-gateway-id ${gateway.id}`,
      ],
      terraform: terraformComment(`${gateway.id}: set subnet_id of its aws_nat_gateway to a public subnet.`),
      console: [
        `Open the VPC console in ${region}, NAT gateways, and create one in a public subnet of ${vpcId}.`,
        `Change the routes that lead to ${gateway.id}, then delete it.`,
      ],
    },
  })
}
