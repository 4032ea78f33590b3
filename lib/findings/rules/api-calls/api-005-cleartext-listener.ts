import type { Listener, LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { fsbp, nist } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { checkListeners, listenerEvidence, listenerText } from './listener-check.ts'

/** Source: Application Load Balancers guide, "Listeners"; Classic Load Balancers guide, "Listeners". */
export const cleartextListener: FindingRule = {
  id: 'API-005',
  version: 1,
  title: 'Load balancer listens in clear text',
  logic:
    'A listener speaks HTTP and its default action does not redirect, or it forwards TCP on port 80. Rules of a listener besides its default action are in no snapshot.',
  charter: charter('A.tls'),
  severity: 'medium',
  severityNote: 'Low when the load balancer is internal.',
  compliance: [fsbp('ELB.1'), fsbp('ELB.3'), fsbp('ELB.18'), ...nist('SC-8', 'SC-23')],
  needs: ['LoadBalancers'],
  sharpenedBy: ['Listeners', 'LoadBalancerDescriptions'],
  check: (context) =>
    checkListeners(context, {
      judge: (listener) => ({ verdict: isCleartext(listener) ? 'bad' : 'good' }),
      fail: (subject, balancer, bad) => failure(context, subject, { balancer, bad }),
      good: 'has no listener in clear text, or each redirects.',
    }),
}

const HTTP_PORT = 80

function isCleartext({ protocol, port, defaultAction }: Listener): boolean {
  if (protocol === 'HTTP') return defaultAction !== 'redirect'
  return protocol === 'TCP' && port === HTTP_PORT
}

interface Found {
  readonly balancer: LoadBalancer
  readonly bad: readonly Listener[]
}

function failure(context: RuleContext, subject: Subject, { balancer, bad }: Found): RuleOutcome {
  const { region, scheme, kind, id, name } = balancer
  const texts = bad.map(listenerText)
  const internal = scheme === 'internal'
  return failed(subject, {
    title: `${shortName(name ?? id)} listens in clear text on ${listWords(texts)}`,
    description: `Load balancer ${named(balancer)} accepts ${listWords(texts)} without encryption and does not redirect. Whoever stands on the way reads and changes what is sent.`,
    severity: {
      ...fixed('medium', internal ? 'Lowered from medium: it is internal' : 'it is not only internal'),
      effective: internal ? 'low' : 'medium',
    },
    ports: bad.flatMap(({ port }) => (port === null ? [] : [`tcp/${port}`])),
    evidence: bad.map((listener) =>
      listenerEvidence(context, listener, `${listenerText(listener)} ${listener.defaultAction ?? 'forward'}`),
    ),
    remediation: {
      summary:
        'Redirect HTTP to HTTPS, or listen with TLS. Clients that cannot follow a redirect stop working: look at the access logs first.',
      cli:
        kind === 'application'
          ? bad.map(
              ({ arn }) =>
                shell`aws elbv2 modify-listener --region ${region} --listener-arn ${arn} --default-actions ${'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}'}`,
            )
          : [shell`aws ${kind === 'classic' ? 'elb' : 'elbv2'} describe-load-balancers --region ${region}`],
      terraform:
        'resource "aws_lb_listener" "http" {\n  port     = 80\n  protocol = "HTTP"\n  default_action {\n    type = "redirect"\n    redirect {\n      port        = "443"\n      protocol    = "HTTPS"\n      status_code = "HTTP_301"\n    }\n  }\n}',
      console: [`Open the EC2 console in ${region}, Load balancers, ${name ?? id}, Listeners and rules.`],
    },
  })
}
