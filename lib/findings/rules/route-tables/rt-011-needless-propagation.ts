import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { isPublicTable, subnetsUsing, tableSubject, thresholdUsed } from './public-table.ts'

/** Source: VPC guide, "Route propagation"; "Infrastructure security in Amazon VPC", older version. */
export const needlessPropagation: FindingRule = {
  id: 'RT-011',
  version: 1,
  title: 'Routes of a VPN gateway spread where they are not needed',
  logic: 'A table takes over the routes of a VPN gateway although it is public, or although no subnet uses it.',
  charter: charter('H.internal-networks-only'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables', 'Subnets'],
  sharpenedBy: ['ManagedPrefixLists'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const gateways = table.propagatingVgwIds
  if (gateways.length === 0)
    return passed(tableSubject(table), `${named(table)} takes over no routes of a VPN gateway.`)
  const open = isPublicTable(context, table)
  const unused =
    table.associationsTold && !table.isMain && table.subnetIds.length === 0 && table.gatewayIds.length === 0
  if (!unused && typeof open === 'object') return open
  if (!unused && open !== 'public')
    return passed(
      tableSubject(table),
      `${named(table)} is private and in use, and takes over the routes of ${listWords(gateways)}.`,
    )
  return failed(tableSubject(table), {
    title: `Routes of ${listWords(gateways)} spread into ${unused ? 'unused' : 'public'} table ${shortName(table.name ?? table.id)}`,
    description: `${named(table)} takes over whatever ${listWords(gateways)} learns, though ${unused ? 'no subnet uses it' : 'it leads to the internet'}. Networks that are added on the far side appear here without anyone deciding it.`,
    severity: fixed('low', unused ? 'nothing uses the table yet' : 'a public subnet gains routes inside by itself'),
    related: [
      ...gateways.map((id) => ({ role: 'vpn-gateway', id })),
      ...subnetsUsing(context, table).map((id) => ({ role: 'subnet', id })),
    ],
    evidence: [
      resourceEvidence(context.inventory, table, {
        excerpt: `${table.id} takes over the routes of ${listWords(gateways)}`,
        field: 'PropagatingVgws',
      }),
    ],
    settingsUsed: thresholdUsed(context),
    remediation: {
      summary:
        'Switch propagation off for this table. Its subnets lose the remote networks at once; keep a static route for one that is needed.',
      cli: gateways.map(
        (id) =>
          shell`aws ec2 disable-vgw-route-propagation --region ${table.region} --route-table-id ${table.id} --gateway-id ${id}`,
      ),
      terraform: terraformComment(`${table.id}: take ${listWords(gateways)} out of propagating_vgws.`),
      console: [
        `Open the VPC console in ${table.region}, Route tables, ${table.id}, Route propagation, Edit route propagation.`,
        `Clear ${listWords(gateways)} and save.`,
      ],
    },
  })
}
