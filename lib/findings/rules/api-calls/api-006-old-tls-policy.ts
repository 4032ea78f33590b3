import type { Listener, LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import { awsConfig, fsbp, nist } from '../../compliance.ts'
import { failed } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome, Subject } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { listWords, named, shortName } from '../../wording.ts'
import { checkListeners, type ListenerVerdict, listenerEvidence, listenerText } from './listener-check.ts'

/** Source: Application Load Balancers guide, "Security policies"; Network Load Balancers guide, the same. */
export const oldTlsPolicy: FindingRule = {
  id: 'API-006',
  version: 1,
  title: 'Listener accepts TLS before 1.2',
  logic:
    'The security policy of each HTTPS or TLS listener starts at TLS 1.2. What a policy of a classic load balancer holds is in no snapshot.',
  charter: charter('A.tls'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [fsbp('ELB.17'), awsConfig('elbv2-predefined-security-policy-ssl-check'), ...nist('SC-8(1)', 'SC-13')],
  needs: ['LoadBalancers'],
  sharpenedBy: ['Listeners', 'LoadBalancerDescriptions'],
  check: (context) =>
    checkListeners(context, {
      judge,
      fail: (subject, balancer, bad) => failure(context, subject, { balancer, bad }),
      good: 'accepts TLS 1.2 or later only, or terminates no TLS.',
    }),
}

const ENCRYPTED: ReadonlySet<string> = new Set(['HTTPS', 'TLS', 'SSL'])
const OLDEST_MINOR = 2

function judge(listener: Listener, balancer: LoadBalancer): ListenerVerdict {
  if (!ENCRYPTED.has(listener.protocol)) return { verdict: 'good' }
  const which = `listener ${listenerText(listener)} of ${balancer.name ?? balancer.id}`
  if (listener.sslPolicy === null)
    return { verdict: 'unknown', reason: `The security policy of ${which} was not told.` }
  const minor = oldestMinor(listener.sslPolicy)
  if (minor === null)
    return { verdict: 'unknown', reason: `What policy ${listener.sslPolicy} of ${which} accepts is not known.` }
  return { verdict: minor < OLDEST_MINOR ? 'bad' : 'good' }
}

/** The oldest version of TLS 1 a policy accepts, by its name: AWS writes it there, and nowhere in the first ones. */
export function oldestMinor(policy: string): number | null {
  const named = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-(\d)-/.exec(policy)?.[1]
  if (named !== undefined) return Number(named)
  return /^ELBSecurityPolicy-(?:FS-)?20(?:1[1-8])-\d\d$/.test(policy) ? 0 : null
}

interface Found {
  readonly balancer: LoadBalancer
  readonly bad: readonly Listener[]
}

const STRONG = 'ELBSecurityPolicy-TLS13-1-2-2021-06'

function failure(context: RuleContext, subject: Subject, { balancer, bad }: Found): RuleOutcome {
  const { region, id, name } = balancer
  const policies = [...new Set(bad.flatMap(({ sslPolicy }) => sslPolicy ?? []))]
  return failed(subject, {
    title: `${shortName(name ?? id)} accepts TLS before 1.2`,
    description: `Load balancer ${named(balancer)} uses ${listWords(policies)} on ${listWords(bad.map(listenerText))}: clients may speak TLS 1.0 or 1.1, whose ciphers are broken.`,
    severity: fixed('medium', 'a client may be talked down to an old version'),
    ports: bad.flatMap(({ port }) => (port === null ? [] : [`tcp/${port}`])),
    evidence: bad.map((listener) =>
      listenerEvidence(context, listener, `${listenerText(listener)} ${listener.sslPolicy ?? ''}`),
    ),
    remediation: {
      summary:
        'Choose a policy that starts at TLS 1.2. Old clients can then no longer connect: the access logs show them.',
      cli: bad.map(
        ({ arn }) => shell`aws elbv2 modify-listener --region ${region} --listener-arn ${arn} --ssl-policy ${STRONG}`,
      ),
      terraform: `resource "aws_lb_listener" "https" {\n  ssl_policy = "${STRONG}"\n}`,
      console: [
        `Open the EC2 console in ${region}, Load balancers, ${name ?? id}, and edit the listener's security policy.`,
      ],
    },
  })
}
