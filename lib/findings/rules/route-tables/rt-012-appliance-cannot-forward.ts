import type { NetworkInterface } from '../../../inventory/network.ts'
import type { Route, RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { describeRoute, routeRef } from '../../../reachability/reply-routes.ts'
import { charter } from '../../charter.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { failed, passed, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { askForTable, subnetsUsing, tableSubject } from './public-table.ts'

/** Source: VPC guide, "Middlebox routing" and "NAT instances" (source/destination check). */
export const applianceCannotForward: FindingRule = {
  id: 'RT-012',
  version: 1,
  title: 'Route leads to a host that cannot forward',
  logic:
    'An active route leads to an interface, or an instance, that is attached to nothing, whose instance does not run, or whose source/destination check is on. Interfaces AWS manages are left out; a blackhole is RT-007.',
  charter: charter('H.minimum-routes'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure: what the route takes is lost.',
  compliance: [],
  needs: ['RouteTables', 'NetworkInterfaces'],
  sharpenedBy: ['Instances'],
  check: (context) => [...context.inventory.routeTables.values()].map((table) => outcomeOf(context, table)),
}

interface Judged {
  readonly route: Route
  readonly interfaces: readonly NetworkInterface[]
  /** Null where it forwards; `untold` where the host is in no document. */
  readonly fault: string | null
}

function outcomeOf(context: RuleContext, table: RouteTable): RuleOutcome {
  const judged = table.routes.filter(({ state }) => state === 'active').flatMap((route) => judge(context, route))
  const broken = judged.filter(({ fault }) => fault !== null && fault !== UNTOLD)
  if (broken.length > 0) return failure(context, table, broken)
  if (table.unread.length > 0 || judged.some(({ fault }) => fault === UNTOLD))
    return undecided(tableSubject(table), {
      reason: `Whether every host that ${named(table)} leads to forwards was not told.`,
      remedy: `${askForTable(table)}; ${shell`aws ec2 describe-network-interfaces --region ${table.region} --filters Name=vpc-id,Values=${table.vpcId}`}`,
    })
  return passed(tableSubject(table), `Every host ${named(table)} leads to can forward.`)
}

const UNTOLD = 'untold'

function judge({ inventory, network }: RuleContext, route: Route): readonly Judged[] {
  const { target } = route
  if (target.kind !== 'network-interface' && target.kind !== 'instance') return []
  const one = target.kind === 'network-interface' ? inventory.networkInterfaces.get(target.id) : undefined
  const own = target.kind === 'instance' ? (network.index.interfacesByInstance.get(target.id) ?? []) : one ? [one] : []
  const instanceId = target.kind === 'instance' ? target.id : (one?.instanceId ?? null)
  const state = instanceId === null ? null : (inventory.instances.get(instanceId)?.state ?? null)
  if (state !== null && state !== 'running' && state !== 'pending')
    return [{ route, interfaces: own, fault: `${instanceId} is ${state}` }]
  if (own.length === 0) return [{ route, interfaces: own, fault: UNTOLD }]
  return [{ route, interfaces: own, fault: faultOf(own) }]
}

/** Of several interfaces of an instance the one that takes the route is not told: only what holds for all is a fault. */
function faultOf(own: readonly NetworkInterface[]): string | null {
  const [first] = own
  if (!first || first.requesterManaged) return null
  if (own.every(({ status }) => status === 'available')) return `${first.id} is attached to nothing`
  return own.every(({ sourceDestCheck }) => sourceDestCheck)
    ? `the source/destination check of ${first.id} is on`
    : null
}

function failure(context: RuleContext, table: RouteTable, broken: readonly Judged[]): RuleOutcome {
  const { inventory } = context
  const faults = broken.flatMap(({ fault }) => fault ?? [])
  const hosts = [...new Set(broken.flatMap(({ interfaces }) => interfaces))]
  const checked = hosts.filter(({ sourceDestCheck, status }) => sourceDestCheck && status !== 'available')
  return failed(tableSubject(table), {
    title: `Route table ${shortName(table.name ?? table.id)} leads to a host that cannot forward`,
    description: `${named(table)} sends traffic by ${listWords(broken.map(({ route }) => describeRoute(route)))}, but ${listWords(faults)}. What these routes take is lost.`,
    severity: fixed('medium', 'what the route takes is lost'),
    related: [
      ...hosts.map(({ id }) => ({ role: 'appliance', id })),
      ...subnetsUsing(context, table).map((id) => ({ role: 'subnet', id })),
    ],
    evidence: [
      ...broken.map(({ route }) => evidenceOf(inventory, routeRef(table, route))),
      ...hosts.map((each) =>
        resourceEvidence(inventory, each, {
          excerpt: `${each.id}: ${each.status}, source/destination check ${each.sourceDestCheck ? 'on' : 'off'}`,
        }),
      ),
    ],
    remediation: {
      summary:
        'Where the host is to forward, switch its source/destination check off, attach it and start it; it then passes on traffic of others. Where it is not, delete the route: what it takes then follows the next wider one, which may be the internet.',
      cli:
        checked.length > 0
          ? checked.map(
              ({ id, region }) =>
                shell`aws ec2 modify-network-interface-attribute --region ${region} --network-interface-id ${id} --no-source-dest-check`,
            )
          : [askForTable(table)],
      terraform: terraformComment(`${table.id}: source_dest_check = false on the host, or remove the route.`),
      console: [
        `Open the EC2 console in ${table.region}, Network interfaces, and look at ${listWords(hosts.map(({ id }) => id))}.`,
        'Actions, Change source/dest. check; or remove the route in the VPC console.',
      ],
    },
  })
}
