import type { Subnet } from '../../../inventory/network.ts'
import type { LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { classifyRouteTable } from '../../../inventory/subnet-class.ts'
import { charter } from '../../charter.ts'
import { wellArchitected } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import type { Remediation } from '../../finding.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import { publicRoutes } from '../../public-routes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, shortName } from '../../wording.ts'

/** Source: Elastic Load Balancing user guide, "Availability Zones and load balancer nodes" and "Load balancer scheme". */
export const loadBalancerInWrongSubnet: FindingRule = {
  id: 'EXP-006',
  version: 1,
  title: 'Load balancer contradicts its subnets',
  logic:
    'An internet-facing load balancer has a subnet whose table has no active route to an internet gateway: clients get no answer from its node there. Or an internal one has a public subnet: one wrong attribute away from the internet.',
  charter: charter('C.subnets-per-tier'),
  severity: 'low',
  severityNote: 'Does not depend on exposure.',
  compliance: [wellArchitected('NETSEC-002')],
  needs: ['LoadBalancers', 'Subnets', 'RouteTables'],
  sharpenedBy: ['LoadBalancerDescriptions'],
  check: (context) =>
    [...context.inventory.loadBalancers.values()]
      .filter(({ kind }) => kind !== 'gateway')
      .map((balancer) => outcomeOf(context, balancer)),
}

function outcomeOf(context: RuleContext, balancer: LoadBalancer): RuleOutcome {
  const { inventory, network } = context
  const subject = subjectFor(balancer, 'load-balancer', balancer.vpcId)
  const { region, scheme, subnetIds } = balancer
  const subnets = subnetIds.flatMap((id) => inventory.subnets.get(id) ?? [])
  const kindOf = ({ id }: Subnet) => classifyRouteTable(network.index.routeTableBySubnet.get(id) ?? null)
  const wrong = subnets.filter((subnet) => {
    const kind = kindOf(subnet)
    return scheme === 'internal'
      ? kind === 'public'
      : scheme === 'internet-facing' && kind !== 'public' && kind !== 'unknown'
  })
  if (wrong.length > 0) return failure(context, subject, { balancer, wrong })
  const isUntold = subnets.length < subnetIds.length || subnets.some((subnet) => kindOf(subnet) === 'unknown')
  if (scheme === 'unknown' || subnetIds.length === 0 || isUntold) {
    return undecided(subject, {
      reason: `The scheme of ${balancer.name ?? balancer.id}, its subnets or their routes are not all known.`,
      remedy: [
        shell`aws elbv2 describe-load-balancers --region ${region}`,
        shell`aws ec2 describe-subnets --region ${region}`,
        shell`aws ec2 describe-route-tables --region ${region}`,
      ].join('; '),
    })
  }
  return passed(subject, `${balancer.name ?? balancer.id} is ${scheme} and stands in subnets that fit.`)
}

interface Contradiction {
  readonly balancer: LoadBalancer
  readonly wrong: readonly Subnet[]
}

function failure(
  { inventory, network }: RuleContext,
  subject: Subject,
  { balancer, wrong }: Contradiction,
): RuleOutcome {
  const { id, scheme, name } = balancer
  const facing = scheme === 'internet-facing'
  const where = listWords(wrong.map((subnet) => subnet.id))
  const tables = [...new Set(wrong.flatMap((subnet) => network.index.routeTableBySubnet.get(subnet.id) ?? []))]
  return failed(subject, {
    title: facing
      ? `Internet-facing load balancer ${shortName(name ?? id)} stands in a private subnet`
      : `Internal load balancer ${shortName(name ?? id)} stands in a public subnet`,
    description: facing
      ? `${balancer.name ?? balancer.id} faces the internet, but no route to an internet gateway leads from ${where}: clients that are sent to its node there get no answer.`
      : `${balancer.name ?? balancer.id} is internal, but a route leads from ${where} to an internet gateway. It gains nothing there, and private subnets would keep it private whatever else is changed.`,
    severity: fixed('low', facing ? 'a node of it cannot answer' : 'it has no public address there'),
    related: [
      ...wrong.map((subnet) => ({ role: 'subnet', id: subnet.id })),
      ...tables.map((table) => ({ role: 'route-table', id: table.id })),
    ],
    evidence: [
      resourceEvidence(inventory, balancer, { excerpt: `Scheme: ${scheme}`, field: 'Scheme' }),
      ...wrong.map((subnet) =>
        resourceEvidence(inventory, subnet, { excerpt: `${subnet.id} is ${facing ? 'not public' : 'public'}` }),
      ),
      ...tables.flatMap(publicRoutes).map((rule) => evidenceOf(inventory, rule)),
    ],
    remediation: moveNodes({ balancer, wrong }),
  })
}

function moveNodes({ balancer, wrong }: Contradiction): Remediation {
  const { id, region, scheme, name, kind, subnetIds } = balancer
  const fitting = scheme === 'internet-facing' ? 'public' : 'private'
  const kept = subnetIds.filter((each) => !wrong.some((subnet) => subnet.id === each))
  return {
    summary:
      'Move its nodes to subnets that fit its scheme, at least two zones; connections over the nodes that go are cut.',
    cli: [
      kind === 'classic'
        ? shell`aws elb attach-load-balancer-to-subnets --region ${region} --load-balancer-name ${name ?? id} --subnets ${`<${fitting} subnet>`}`
        : shell`aws elbv2 set-subnets --region ${region} --load-balancer-arn ${id} --subnets ${[...kept, `<${fitting} subnet>`]}`,
    ],
    terraform: `resource "aws_lb" "this" {\n  ${terraformComment(name ?? id)}\n  subnets = var.${fitting}_subnet_ids\n}`,
    console: [`Open the EC2 console in ${region}, Load balancers, ${name ?? id}, Network mapping, Edit subnets.`],
  }
}
