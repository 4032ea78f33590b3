/** What the two rules about listeners share: one answer a load balancer, from what each of its listeners is. */

import type { Listener, LoadBalancer } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { coverageOf } from '../../../reachability/network.ts'
import type { Evidence } from '../../finding.ts'
import { passed, subjectFor, undecided } from '../../outcomes.ts'
import type { RuleContext, RuleOutcome, Subject } from '../../rule.ts'

/** `unknown`: a reason why it could not be told. */
export type ListenerVerdict =
  | { readonly verdict: 'bad' | 'good' }
  | { readonly verdict: 'unknown'; readonly reason: string }

export interface ListenerCheck {
  readonly judge: (listener: Listener, balancer: LoadBalancer) => ListenerVerdict
  readonly fail: (subject: Subject, balancer: LoadBalancer, bad: readonly Listener[]) => RuleOutcome
  /** What passing means, after the name of the load balancer. */
  readonly good: string
}

/** Gateway load balancers have one listener for everything and terminate nothing. */
export function checkListeners(context: RuleContext, check: ListenerCheck): readonly RuleOutcome[] {
  return [...context.inventory.loadBalancers.values()]
    .filter(({ kind }) => kind !== 'gateway')
    .map((balancer) => outcomeOf(context, balancer, check))
}

function outcomeOf({ inventory }: RuleContext, balancer: LoadBalancer, check: ListenerCheck): RuleOutcome {
  const subject = subjectFor(balancer, 'load-balancer', balancer.vpcId)
  const { listeners, name, id } = balancer
  const judged = (listeners ?? []).map((listener) => ({ listener, ...check.judge(listener, balancer) }))
  const bad = judged.filter(({ verdict }) => verdict === 'bad').map(({ listener }) => listener)
  if (bad.length > 0) return check.fail(subject, balancer, bad)
  const complete = balancer.kind === 'classic' || coverageOf(inventory, balancer, 'Listeners') === 'complete'
  const remedy = askForListeners(balancer)
  if (listeners === null || !complete)
    return undecided(subject, { reason: `The listeners of ${name ?? id} were not all collected.`, remedy })
  for (const each of judged) if (each.verdict === 'unknown') return undecided(subject, { reason: each.reason, remedy })
  return passed(subject, () => `${name ?? id} ${check.good}`)
}

function askForListeners({ kind, name, id, region }: LoadBalancer): string {
  return kind === 'classic'
    ? shell`aws elb describe-load-balancer-policies --region ${region} --load-balancer-name ${name ?? id}`
    : shell`aws elbv2 describe-listeners --region ${region} --load-balancer-arn ${id}`
}

/** `HTTPS:443`. */
export function listenerText({ protocol, port }: Listener): string {
  return port === null ? protocol : `${protocol}:${port}`
}

export function listenerEvidence({ inventory }: RuleContext, listener: Listener, excerpt: string): Evidence {
  const document = inventory.documents[listener.document]
  return {
    kind: 'resource',
    resourceId: listener.arn,
    pointer: listener.pointer,
    account: document?.account ?? null,
    region: document?.region ?? null,
    excerpt,
  }
}
