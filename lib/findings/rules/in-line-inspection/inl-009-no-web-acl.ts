import type { LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import { charter } from '../../charter.ts'
import { fsbp, nist } from '../../compliance.ts'
import { absenceEvidence } from '../../evidence.ts'
import { failed, passed, subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { named, shortName } from '../../wording.ts'

/** Source: WAF guide, "Associating or disassociating protection with an AWS resource". */
export const noWebAcl: FindingRule = {
  id: 'INL-009',
  version: 1,
  title: 'Internet-facing application load balancer without a web ACL',
  logic:
    'A regional web ACL names each internet-facing application load balancer. API Gateway and CloudFront are in no snapshot.',
  charter: charter('M.in-line-inspection'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [fsbp('ELB.16', 'exact'), ...nist('AC-4(21)', 'SC-7')],
  needs: ['LoadBalancers', 'WebACLs'],
  sharpenedBy: [],
  check: (context) =>
    [...context.inventory.loadBalancers.values()]
      .filter(({ kind, scheme }) => kind === 'application' && scheme !== 'internal')
      .map((balancer) => outcomeOf(context, balancer)),
}

function outcomeOf({ inventory }: RuleContext, balancer: LoadBalancer): RuleOutcome {
  const subject = subjectFor(balancer, 'load-balancer', balancer.vpcId)
  const { id, region, name } = balancer
  const acl = inventory.webAcls.find(({ resourceArns }) => resourceArns?.includes(id))
  if (acl) return passed(subject, `${named(balancer)} stands behind web ACL ${acl.name ?? acl.id}.`)
  const silent = inventory.webAcls.some((each) => each.region === region && each.resourceArns === null)
  if (silent || balancer.scheme === 'unknown' || coverageOf(inventory, balancer, 'WebACLs') !== 'complete')
    return undecided(subject, {
      reason: `Whether a web ACL protects ${named(balancer)} was not told.`,
      remedy: shell`aws wafv2 get-web-acl-for-resource --region ${region} --resource-arn ${id}`,
    })
  return failed(subject, {
    title: `No web ACL stands before ${shortName(name ?? id)}`,
    description: `Application load balancer ${named(balancer)} faces the internet, and no web ACL filters what is asked of it.`,
    severity: fixed('medium', 'it faces the internet'),
    evidence: [absenceEvidence(balancer, `no web ACL of ${region} names it`)],
    remediation: {
      summary: 'Associate a web ACL, first with its rules set to count: blocking can stop real visitors.',
      cli: [
        shell`aws wafv2 list-web-acls --region ${region} --scope REGIONAL`,
        shell`aws wafv2 associate-web-acl --region ${region} --web-acl-arn ${'<web ACL ARN>'} --resource-arn ${id}`,
      ],
      terraform:
        'resource "aws_wafv2_web_acl_association" "this" {\n  resource_arn = aws_lb.this.arn\n  web_acl_arn  = aws_wafv2_web_acl.this.arn\n}',
      console: [`Open the WAF console in ${region}, Web ACLs, Associated AWS resources.`],
    },
  })
}
