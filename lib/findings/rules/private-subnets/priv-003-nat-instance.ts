import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { describeRoute, destinationText, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Compare NAT gateways and NAT instances". */
export const natInstance: FindingRule = {
  id: 'PRIV-003',
  version: 1,
  title: 'Private subnets leave through an instance, not a NAT gateway',
  logic:
    'An active default route, IPv4 or IPv6, leads to an instance or a network interface that the setting inspectionTargets does not name.',
  charter: charter('G.private-subnets'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables'],
  sharpenedBy: [],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

function isDefaultToHost({ destination, target, state }: Route): boolean {
  const isDefault = destination.kind === 'prefix' && destination.prefix.length === 0
  return isDefault && state === 'active' && (target.kind === 'instance' || target.kind === 'network-interface')
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const { inventory, settings, network } = context
  const subject = subjectFor(table, 'route-table', table.vpcId)
  const routes = table.routes.filter(
    (route) => isDefaultToHost(route) && !settings.inspectionTargets.includes(targetOf(route)),
  )
  if (routes.length === 0 && table.unread.length > 0)
    return undecided(subject, {
      reason: `A route of ${named(table)} could not be read.`,
      remedy: shell`aws ec2 describe-route-tables --region ${table.region} --route-table-ids ${table.id}`,
    })
  if (routes.length === 0) return passed(subject, `No default route of ${named(table)} leads to an instance.`)
  const targets = [...new Set(routes.map(targetOf))]
  return failed(subject, {
    title: `${shortName(table.name ?? table.id)} leaves through ${listWords(targets.map(shortName))}, not through a NAT gateway`,
    description: `${named(table)} sends everything by ${listWords(routes.map(describeRoute))}. An instance that translates addresses has to be patched, sized and watched by you, and is one machine in one zone. Where it is an appliance that inspects, name it in the setting inspectionTargets.`,
    severity: fixed('low', 'one machine of your own is the way out'),
    related: [
      ...targets.map((id) => ({ role: 'nat-instance', id })),
      ...(network.subnetsByTable.get(table.id) ?? []).map(({ id }) => ({ role: 'subnet', id })),
    ],
    evidence: routes.map((route) => evidenceOf(inventory, routeRef(table, route))),
    settingsUsed: { inspectionTargets: listWords(settings.inspectionTargets, 20) },
    remediation: {
      summary:
        'Create a NAT gateway and let the route lead to it. Connections that are open break at that moment, and the public address of what leaves changes.',
      cli: [
        shell`aws ec2 create-nat-gateway --region ${table.region} --subnet-id ${'<public subnet>'} --allocation-id ${'<Elastic IP>'}`,
        ...routes
          .filter((route) => !destinationText(route).includes(':'))
          .map(
            (route) =>
              shell`aws ec2 replace-route --region ${table.region} --route-table-id ${table.id} --destination-cidr-block ${destinationText(route)} --nat-gateway-id ${'<new gateway>'}`,
          ),
      ],
      terraform: terraformComment(
        `${table.id}: nat_gateway_id = aws_nat_gateway.this.id in the place of ${listWords(targets)}.`,
      ),
      console: [
        `Open the VPC console in ${table.region}, NAT gateways, and create one in a public subnet of ${table.vpcId}.`,
        `Route tables, ${table.id}, Edit routes: set the target of the default route to it.`,
      ],
    },
  })
}

function targetOf({ target }: Route): string {
  return 'id' in target ? target.id : target.kind
}
