import type { Accelerator, LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { fsbp, nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: Elastic Load Balancing guides, "Access logs"; Global Accelerator guide, "Flow logs". */
export const accessLogsOff: FindingRule = {
  id: 'LOG-007',
  version: 1,
  title: 'Load balancer writes no access log',
  logic:
    'The attribute access_logs.s3.enabled is true. A Network Load Balancer writes access logs for TLS listeners only and is not judged without one; a Gateway Load Balancer writes none. Flow logs of an accelerator are in no snapshot.',
  charter: charter('K.flow-logs'),
  severity: 'low',
  severityNote: 'Never changes.',
  compliance: [fsbp('ELB.5', 'exact'), ...nist('AU-2', 'AU-12')],
  needs: ['LoadBalancers'],
  sharpenedBy: ['LoadBalancerDescriptions', 'Listeners', 'Accelerators'],
  check: (context) => [
    ...[...context.inventory.loadBalancers.values()].flatMap((balancer) => outcomesOf(context, balancer)),
    ...[...context.inventory.accelerators.values()].map(askTheAccelerator),
  ],
}

const ENABLED = 'access_logs.s3.enabled'

function outcomesOf(context: RuleContext, balancer: LoadBalancer): readonly RuleOutcome[] {
  const { kind, listeners } = balancer
  if (kind === 'gateway') return []
  if (kind === 'network' && listeners !== null && !listeners.some(({ protocol }) => protocol === 'TLS')) return []
  return [outcomeOf(context, balancer)]
}

function outcomeOf(context: RuleContext, balancer: LoadBalancer): RuleOutcome {
  const subject = subjectFor(balancer, 'load-balancer', balancer.vpcId)
  const enabled = balancer.attributes?.[ENABLED]
  const untold = enabled === undefined || (balancer.kind === 'network' && balancer.listeners === null)
  if (enabled === 'true' && !untold) return passed(subject, `${named(balancer)} writes access logs.`)
  if (untold)
    return undecided(subject, {
      reason: `Whether ${named(balancer)} writes access logs was not collected.`,
      remedy: askFor(balancer),
    })
  return failure(context, balancer)
}

function askFor({ kind, region, id, name }: LoadBalancer): string {
  return kind === 'classic'
    ? shell`aws elb describe-load-balancer-attributes --region ${region} --load-balancer-name ${name ?? id}`
    : shell`aws elbv2 describe-load-balancer-attributes --region ${region} --load-balancer-arn ${id}`
}

function failure({ inventory }: RuleContext, balancer: LoadBalancer): RuleOutcome {
  const { id, name, region } = balancer
  const bucket = 'Key=access_logs.s3.bucket,Value=<bucket>'
  return failed(subjectFor(balancer, 'load-balancer', balancer.vpcId), {
    title: `${shortName(name ?? id)} writes no access log`,
    description: `Load balancer ${named(balancer)} does not record the requests it serves. Flow logs show who connected, and not what was asked.`,
    severity: fixed('low', 'flow logs may show the connections'),
    evidence: [resourceEvidence(inventory, balancer, { excerpt: `${ENABLED} is false`, field: 'Attributes' })],
    remediation: {
      summary: 'Switch access logs on, to a bucket whose policy lets the load balancer write.',
      cli:
        balancer.kind === 'classic'
          ? [
              shell`aws elb modify-load-balancer-attributes --region ${region} --load-balancer-name ${name ?? id} --load-balancer-attributes ${'{"AccessLog":{"Enabled":true,"S3BucketName":"<bucket>"}}'}`,
            ]
          : [
              shell`aws elbv2 modify-load-balancer-attributes --region ${region} --load-balancer-arn ${id} --attributes Key=access_logs.s3.enabled,Value=true ${bucket}`,
            ],
      terraform:
        'resource "aws_lb" "this" {\n  access_logs {\n    bucket  = aws_s3_bucket.access_logs.id\n    enabled = true\n  }\n}',
      console: [`Open the EC2 console in ${region}, Load balancers, ${name ?? id}, Attributes, Edit, Access logs.`],
    },
  })
}

function askTheAccelerator(accelerator: Accelerator): RuleOutcome {
  return undecided(subjectFor(accelerator, 'accelerator', null), {
    reason: `Whether ${named(accelerator)} writes flow logs is in no snapshot.`,
    remedy: shell`aws globalaccelerator describe-accelerator-attributes --region us-west-2 --accelerator-arn ${accelerator.id}`,
  })
}
