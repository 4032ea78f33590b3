import type { Listener, LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { fsbp, nist } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed, type SeverityAnswer } from '../../severity.ts'
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

/** What the listeners do, as words behind the name of the load balancer. */
function deedsOf(bad: readonly Listener[]): string {
  const http = bad.filter(({ protocol }) => protocol === 'HTTP').map(listenerText)
  const tcp = bad.filter(({ protocol }) => protocol !== 'HTTP').map(listenerText)
  return [
    ...(http.length > 0 ? [`answers ${listWords(http)} and does not redirect to HTTPS`] : []),
    ...(tcp.length > 0 ? [`passes ${listWords(tcp)} on as it comes, which on this port is HTTP as a rule`] : []),
  ].join(', and ')
}

function gradeOf(scheme: LoadBalancer['scheme']): SeverityAnswer {
  if (scheme === 'internal')
    return { base: 'medium', effective: 'low', why: ['Lowered from medium: the load balancer is internal.'] }
  return fixed('medium', scheme === 'unknown' ? 'whether it is internal was not told' : 'it faces the internet')
}

function failure(context: RuleContext, subject: Subject, { balancer, bad }: Found): RuleOutcome {
  const { region, scheme, kind, id, name } = balancer
  const texts = bad.map(listenerText)
  return failed(subject, {
    title: `${shortName(name ?? id)} listens in clear text on ${listWords(texts)}`,
    description: `Load balancer ${named(balancer)} ${deedsOf(bad)}. Whoever is on the path can read and change what is sent.`,
    severity: gradeOf(scheme),
    ports: bad.flatMap(({ port }) => (port === null ? [] : [`tcp/${port}`])),
    evidence: bad.map((listener) =>
      listenerEvidence(context, listener, `${listenerText(listener)} ${listener.defaultAction ?? 'forward'}`),
    ),
    remediation: {
      summary:
        'Make a listener for HTTPS with a certificate first, then redirect HTTP to it; in the place of TCP listen with TLS. Clients that cannot follow a redirect stop working: look at the access logs before.',
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
