import type { TrafficMirrorSession } from '../../../inventory/services.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import type { TrafficMirrorTarget } from '../../../inventory/watching.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import { resourceEvidence } from '../../evidence.ts'
import { failed, passed, type subjectFor, undecided } from '../../outcomes.ts'
import type { FindingRule, RuleContext, RuleOutcome } from '../../rule.ts'
import { fixed } from '../../severity.ts'
import { SAY_WHO_IS_TRUSTED, trustOf, trustUsed } from '../../trust.ts'
import { named } from '../../wording.ts'

/** Source: Traffic Mirroring guide, "Traffic mirror targets", sharing. */
export const unknownTrafficMirror: FindingRule = {
  id: 'LOG-009',
  version: 1,
  title: 'Traffic is mirrored to an unknown account',
  logic:
    'The target of each traffic mirror session belongs to an account that is collected, in the organisation or trusted.',
  charter: charter('K.flow-logs'),
  severity: 'high',
  severityNote: 'Never changes: a mirror copies every byte.',
  compliance: nist('AC-4', 'SC-7', 'SI-4'),
  needs: ['TrafficMirrorSessions'],
  sharpenedBy: ['TrafficMirrorTargets', 'NetworkInterfaces', 'Accounts'],
  check: (context) => {
    const targets = new Map(context.inventory.trafficMirrorTargets.map((target) => [target.id, target]))
    return [...context.inventory.trafficMirrorSessions.values()].map((session) =>
      outcomeOf(context, session, targets.get(session.targetId ?? '')),
    )
  },
}

/** The interface that is listened to, where it is known; else the session. */
function subjectOf({ inventory }: RuleContext, session: TrafficMirrorSession): ReturnType<typeof subjectFor> {
  const source = inventory.networkInterfaces.get(session.networkInterfaceId ?? '')
  return source
    ? { resource: source, type: 'network-interface', vpcId: source.vpcId }
    : { resource: session, type: 'traffic-mirror-session', vpcId: null }
}

function outcomeOf(
  context: RuleContext,
  session: TrafficMirrorSession,
  target: TrafficMirrorTarget | undefined,
): RuleOutcome {
  const { inventory, settings } = context
  const subject = subjectOf(context, session)
  const owner = target?.ownerId ?? null
  if (target === undefined || owner === null)
    return undecided(subject, {
      reason: `Whose account session ${named(session)} mirrors to was not told.`,
      remedy: shell`aws ec2 describe-traffic-mirror-targets --region ${session.region} --traffic-mirror-target-ids ${session.targetId ?? '<target>'}`,
    })
  const trust = trustOf(inventory, settings, owner)
  if (trust === 'unknown')
    return undecided(subject, {
      reason: `Session ${named(session)} mirrors to account ${owner}, and nobody said whether it is trusted: trustedAccounts is not set.`,
      remedy: SAY_WHO_IS_TRUSTED,
    })
  if (trust !== 'foreign') return passed(subject, `${named(session)} mirrors to account ${owner}.`)
  return failed(subject, {
    discriminator: session.id,
    title: `Traffic of ${subject.resource.id} is copied to account ${owner}`,
    description: `Traffic mirror session ${named(session)} copies the packets of ${session.networkInterfaceId ?? 'an interface'} to ${target.id} in account ${owner}, which is neither collected, nor in the organisation, nor trusted.`,
    severity: fixed('high', 'a mirror copies every byte'),
    related: [
      { role: 'traffic-mirror-session', id: session.id },
      { role: 'traffic-mirror-target', id: target.id },
    ],
    evidence: [
      resourceEvidence(inventory, session, { excerpt: `mirrors to ${target.id}`, field: 'TrafficMirrorTargetId' }),
      resourceEvidence(inventory, target, { excerpt: `belongs to account ${owner}`, field: 'OwnerId' }),
    ],
    settingsUsed: trustUsed(settings),
    remediation: {
      summary: 'Find out who made the session. Delete it, or add the account to trustedAccounts.',
      cli: [
        shell`aws ec2 delete-traffic-mirror-session --region ${session.region} --traffic-mirror-session-id ${session.id}`,
      ],
      terraform: null,
      console: [`Open the VPC console in ${session.region}, Traffic mirroring, Mirror sessions, ${session.id}.`],
    },
  })
}
