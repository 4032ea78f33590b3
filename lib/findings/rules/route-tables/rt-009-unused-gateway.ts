import type { Resource } from '../../../inventory/resource.ts'
import type { RouteTable } from '../../../inventory/routing.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, named, shortName } from '../../wording.ts'

/** Source: VPC guide, "Internet gateways", "Egress-only internet gateways"; Site-to-Site VPN guide. */
export const unusedGateway: FindingRule = {
  id: 'RT-009',
  version: 1,
  title: 'Gateway is used by no route',
  logic:
    'An internet gateway, egress-only internet gateway or VPN gateway is attached to no VPC, or no active route leads to it, no table takes over its routes and none is associated with it.',
  charter: charter('H.minimum-routes'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [],
  needs: ['RouteTables'],
  sharpenedBy: ['InternetGateways', 'EgressOnlyInternetGateways', 'VpnGateways'],
  check: (context) => {
    const used = usedGateways([...context.inventory.routeTables.values()])
    return gatewaysOf(context).map((gateway) => outcomeOf(context, gateway, used))
  },
}

interface Gateway {
  readonly resource: Resource
  readonly type: string
  readonly vpcs: readonly string[]
  readonly attachmentsTold: boolean
}

function gatewaysOf({ inventory }: RuleContext): readonly Gateway[] {
  const attached = (each: { readonly attachments: readonly { readonly vpcId: string; readonly state: string }[] }) =>
    each.attachments.filter(({ state }) => state !== 'detached').map(({ vpcId }) => vpcId)
  return [
    ...[...inventory.internetGateways.values()].map((resource) => ({
      resource,
      type: 'internet-gateway',
      vpcs: attached(resource),
      attachmentsTold: resource.attachmentsTold,
    })),
    ...[...inventory.egressOnlyInternetGateways.values()].map((resource) => ({
      resource,
      type: 'egress-only-internet-gateway',
      vpcs: attached(resource),
      attachmentsTold: true,
    })),
    ...[...inventory.vpnGateways.values()].map((resource) => ({
      resource,
      type: 'vpn-gateway',
      vpcs: attached(resource),
      attachmentsTold: true,
    })),
  ]
}

function usedGateways(tables: readonly RouteTable[]): ReadonlySet<string> {
  return new Set<string>(
    tables.flatMap(({ routes, propagatingVgwIds, gatewayIds }) => [
      ...routes.flatMap(({ state, target }) => (state === 'active' && 'id' in target ? [target.id] : [])),
      ...propagatingVgwIds,
      ...gatewayIds,
    ]),
  )
}

function outcomeOf(context: RuleContext, gateway: Gateway, used: ReadonlySet<string>): RuleOutcome {
  const { resource, type, vpcs, attachmentsTold } = gateway
  const subject = subjectFor(resource, type, vpcs[0] ?? null)
  if (used.has(resource.id)) return passed(subject, `A route table uses ${named(resource)}.`)
  const { inventory, network } = context
  const whole = (id: string) =>
    (network.index.routeTablesByVpc.get(id) ?? []).every(({ unread }) => unread.length === 0)
  const told = attachmentsTold && coverageOf(inventory, resource, 'RouteTables') === 'complete' && vpcs.every(whole)
  if (!told && (vpcs.length > 0 || !attachmentsTold))
    return undecided(subject, {
      reason: `Whether a route leads to ${named(resource)} was not told.`,
      remedy: shell`aws ec2 describe-route-tables --region ${resource.region}`,
    })
  const detached = vpcs.length === 0
  return failed(subject, {
    title: `${shortName(resource.name ?? resource.id)} is used by no route`,
    description: `${named(resource)} is ${detached ? 'attached to no VPC' : `attached to ${listWords(vpcs)}, and no route leads to it`}. It is one route away from letting traffic pass that nobody planned.`,
    severity: fixed('low', detached ? 'it is attached to nothing' : 'no route leads to it'),
    related: vpcs.map((id) => ({ role: 'vpc', id })),
    evidence: [
      resourceEvidence(inventory, resource, {
        excerpt: `${resource.id}: ${detached ? 'no attachment' : `attached to ${listWords(vpcs)}`}`,
      }),
      absenceEvidence(resource, `no active route leads to ${resource.id}`),
    ],
    remediation: removal(gateway),
  })
}

function removal({ resource: { id, region }, type, vpcs }: Gateway) {
  const word = type === 'vpn-gateway' ? 'VPN' : 'internet'
  const option = type === 'egress-only-internet-gateway' ? 'egress-only-internet-gateway' : type
  const detach =
    type === 'egress-only-internet-gateway'
      ? []
      : vpcs.map(
          (vpc) => `aws ec2 detach-${type} ${shell`--region ${region}`} --${type}-id ${shell`${id} --vpc-id ${vpc}`}`,
        )
  return {
    summary: `Detach and delete it. A Global Accelerator endpoint or a virtual interface of Direct Connect may need the ${word} gateway without any route: look there first, for they would stop.`,
    cli: [...detach, `aws ec2 delete-${option} ${shell`--region ${region}`} --${option}-id ${shell`${id}`}`],
    terraform: terraformComment(`${id}: remove it.`),
    console: [`Open the VPC console in ${region} and find ${id}.`, 'Choose Actions, Detach from VPC, then Delete.'],
  }
}
