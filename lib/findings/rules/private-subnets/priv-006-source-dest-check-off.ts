import type { Inventory } from '../../../inventory/inventory.ts'
import type { NetworkInterface } from '../../../inventory/network.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { carrierName } from '../../carrier-name.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp } from '../../compliance.ts'
import { absenceEvidence, resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { openingWords, shortName } from '../../wording.ts'

/** Source: EC2 user guide, "Elastic network interfaces" (source/destination checking); VPC guide, NAT instances. */
export const sourceDestCheckOff: FindingRule = {
  id: 'PRIV-006',
  version: 1,
  title: 'Source/destination check is off without a reason',
  logic:
    'An interface of a host takes traffic that is not for its addresses (SourceDestCheck is false), and no route of a known table leads to it or to its instance. Interfaces that AWS services manage are left out.',
  charter: charter('G.private-subnets'),
  severity: 'medium',
  severityNote: 'Does not depend on exposure.',
  compliance: [fsbp('EC2.180'), awsConfig('ec2-enis-source-destination-check-enabled')],
  needs: ['NetworkInterfaces', 'RouteTables'],
  sharpenedBy: ['Instances'],
  check: (context) => {
    const targets = routeTargets(context.inventory)
    return [...context.inventory.networkInterfaces.values()]
      .filter((each) => !each.sourceDestCheck && !each.requesterManaged && each.type === 'interface')
      .flatMap((each) => outcomesOf(context, each, targets))
  },
}

function routeTargets({ routeTables }: Inventory): ReadonlySet<string> {
  const routes = [...routeTables.values()].flatMap((table) => table.routes)
  return new Set(routes.flatMap(({ target }) => ('id' in target ? [target.id] : [])))
}

function outcomesOf(context: RuleContext, one: NetworkInterface, targets: ReadonlySet<string>): readonly RuleOutcome[] {
  const { inventory, network } = context
  const subject = subjectFor(one, 'network-interface', one.vpcId)
  if (targets.has(one.id) || (one.instanceId !== null && targets.has(one.instanceId)))
    return [passed(subject, () => `A route leads to ${one.id}, which forwards.`)]
  const tables = network.index.routeTablesByVpc.get(one.vpcId) ?? []
  const whole =
    coverageOf(inventory, one, 'RouteTables') === 'complete' && tables.every(({ unread }) => unread.length === 0)
  if (!whole)
    return [
      undecided(subject, {
        reason: `The source/destination check of ${one.id} is off; not every route of ${one.vpcId} was told, and one may lead to it.`,
        remedy: shell`aws ec2 describe-route-tables --region ${one.region} --filters Name=vpc-id,Values=${one.vpcId}`,
      }),
    ]
  const name = carrierName(inventory, one)
  return [
    failed(subject, {
      title: `${openingWords(shortName(name))} takes traffic that is not its own`,
      description: `The source/destination check of ${name.endsWith(one.id) ? name : `${one.id} (${name})`} is off, and no route leads to it. It may send with any source address and forward between networks, which only NAT instances, routers and firewalls need.`,
      severity: fixed('medium', 'it can forward and forge, and nothing needs it to'),
      related: [
        ...(one.instanceId ? [{ role: 'instance', id: one.instanceId }] : []),
        { role: 'subnet', id: one.subnetId },
      ],
      evidence: [
        resourceEvidence(inventory, one, { excerpt: `${one.id}: SourceDestCheck is false`, field: 'SourceDestCheck' }),
        absenceEvidence(one, `no route leads to ${one.id}`),
      ],
      remediation: {
        summary:
          'Switch the check on. What the host forwards for others stops: a container network that routes pod addresses, or an overlay, needs it off.',
        cli: [
          shell`aws ec2 modify-network-interface-attribute --region ${one.region} --network-interface-id ${one.id} --source-dest-check`,
        ],
        terraform: 'resource "aws_network_interface" "this" {\n  source_dest_check = true\n}',
        console: [
          `Open the EC2 console in ${one.region}, Network interfaces, ${one.id}.`,
          'Choose Actions, Change source/dest. check, Enable, and save.',
        ],
      },
    }),
  ]
}
