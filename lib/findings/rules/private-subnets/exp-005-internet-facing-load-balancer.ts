import type { LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { evidenceOf, resourceEvidence } from '../../evidence.ts'
import { internetFronts, internetTest, reachOfFront } from '../../internet-fronts.ts'
import { mayBeOpen, openingOfPort } from '../../opening-cause.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed, intended, type SeverityAnswer } from '../../severity.ts'
import { terraformComment } from '../../terraform-string.ts'
import { listWords, shortName } from '../../wording.ts'

/** Source: Elastic Load Balancing user guide, "Load balancer scheme"; Network Load Balancers guide, "Security groups". */
export const internetFacingLoadBalancer: FindingRule = {
  id: 'EXP-005',
  version: 1,
  title: 'Internet-facing load balancer',
  logic:
    'The scheme is internet-facing and a security group admits the internet on the port of a listener; one without security groups, as an older Network Load Balancer, admits everybody.',
  charter: charter('G.private-subnets'),
  severity: 'medium',
  severityNote: 'Info where only 80 and 443 are open, or publicServices names it; Medium for any other listener port.',
  compliance: nist('AC-4', 'SC-7'),
  needs: ['LoadBalancers'],
  sharpenedBy: ['LoadBalancerDescriptions', 'Listeners', 'SecurityGroups', 'NetworkInterfaces'],
  check: (context) =>
    [...context.inventory.loadBalancers.values()]
      .filter(({ kind }) => kind !== 'gateway')
      .map((balancer) => outcomeOf(context, balancer)),
}

function outcomeOf(context: RuleContext, balancer: LoadBalancer): RuleOutcome {
  const subject = subjectFor(balancer, 'load-balancer', balancer.vpcId)
  const { region, id, name } = balancer
  if (balancer.scheme === 'internal') return passed(subject, `${balancer.name ?? balancer.id} is internal.`)
  const describeIt =
    balancer.kind === 'classic'
      ? shell`aws elb describe-load-balancers --region ${region} --load-balancer-names ${name ?? id}`
      : shell`aws elbv2 describe-load-balancers --region ${region} --load-balancer-arns ${id}`
  if (balancer.scheme === 'unknown')
    return undecided(subject, {
      reason: `The scheme of ${balancer.name ?? balancer.id} was not told.`,
      remedy: describeIt,
    })
  if (balancer.listeners === null) {
    const remedy = shell`aws elbv2 describe-listeners --region ${region} --load-balancer-arn ${id}`
    return undecided(subject, {
      reason: `The listeners of ${balancer.name ?? balancer.id} were not collected.`,
      remedy,
    })
  }
  const ports = [...new Set(balancer.listeners.flatMap(({ port }) => port ?? []))].toSorted((a, b) => a - b)
  const groups = balancer.securityGroupIds
  const open = ports.filter((port) => groups.length === 0 || openingOfPort(context, groups, port) !== null)
  if (open.length > 0) return failure(context, subject, { balancer, ports: open })
  if (ports.some((port) => mayBeOpen(context, groups, port))) {
    const remedy = shell`aws ec2 describe-security-groups --region ${region} --group-ids ${groups}`
    return undecided(subject, {
      reason: `What the security groups of ${balancer.name ?? balancer.id} admit is not all known.`,
      remedy,
    })
  }
  return passed(
    subject,
    `${balancer.name ?? balancer.id} is internet-facing, and no group admits the internet on a port it listens on.`,
  )
}

interface OpenBalancer {
  readonly balancer: LoadBalancer
  readonly ports: readonly number[]
}

function failure(context: RuleContext, subject: Subject, { balancer, ports }: OpenBalancer): RuleOutcome {
  const { inventory, settings } = context
  const { id, region, kind, securityGroupIds } = balancer
  const found = ports.flatMap((port) => openingOfPort(context, securityGroupIds, port) ?? [])
  const listeners = (balancer.listeners ?? []).filter(({ port }) => port !== null && ports.includes(port))
  return failed(subject, {
    title: `Load balancer ${shortName(balancer.name ?? id)} faces the internet on ${listWords(ports.map(String))}`,
    description: `${balancer.name ?? balancer.id} is internet-facing and listens on ${listWords(ports.map(String))}, ${securityGroupIds.length === 0 ? 'without a security group of its own' : 'which its security groups open to the internet'}. Everything it passes on to is open to everybody in this way.`,
    severity: severityOf(context, balancer, ports),
    exposure: { level: reachOf(context, id), path: [] },
    related: [
      ...securityGroupIds.map((group) => ({ role: 'security-group', id: group })),
      ...balancer.subnetIds.map((subnet) => ({ role: 'subnet', id: subnet })),
    ],
    ports: ports.map((port) => `tcp/${port}`),
    evidence: [
      resourceEvidence(inventory, balancer, { excerpt: 'Scheme: internet-facing', field: 'Scheme' }),
      ...listeners.map(({ pointer, document, protocol, port }) =>
        evidenceOf(inventory, { kind: 'listener', resourceId: id, pointer, document, excerpt: `${protocol} ${port}` }),
      ),
      ...found.flatMap(({ evidence }) => evidence),
    ],
    settingsUsed: { publicServices: listWords(settings.publicServices, 20) },
    remediation: {
      summary:
        'If it is not meant for everybody, make it anew as internal: the scheme cannot be changed. If it is, name it in publicServices and keep to 443.',
      cli: [
        kind === 'classic'
          ? shell`aws elb describe-load-balancers --region ${region} --load-balancer-names ${balancer.name ?? id}`
          : shell`aws elbv2 describe-listeners --region ${region} --load-balancer-arn ${id}`,
      ],
      terraform: `resource "aws_lb" "this" {\n  ${terraformComment(balancer.name ?? id)}\n  internal = true\n}`,
      console: [
        `Open the EC2 console in ${region}, Load balancers, ${balancer.name ?? id}, and look at Listeners and Security.`,
      ],
    },
    // As EXP-001 names it, where the ports are opened by rules of their own.
    cause: found.toSorted((a, b) => a.place - b.place)[0]?.cause ?? id,
  })
}

function severityOf({ settings }: RuleContext, { id }: LoadBalancer, ports: readonly number[]): SeverityAnswer {
  if (settings.publicServices.includes(id)) return intended('medium', 'publicServices names it')
  const others = ports.filter((port) => port !== 80 && port !== 443)
  if (others.length === 0) return intended('medium', 'a load balancer is there to be met on 80 and 443')
  return fixed('medium', `it listens on ${listWords(others.map(String))} for everybody`)
}

function reachOf({ network, settings }: RuleContext, arn: string): 'internet' | 'unknown' | 'internal' {
  const front = internetFronts(network).find(({ balancerArn }) => balancerArn === arn)
  if (!front) return 'internal'
  const { certain } = reachOfFront(front, internetTest(settings))
  return certain.tcp.length + certain.udp.length > 0 ? 'internet' : 'unknown'
}
