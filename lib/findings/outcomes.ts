/** The three answers of a rule, with what most rules leave as it is. */

import type { Evidence, Remediation } from './finding.ts'
import type { Failure, NotEvaluated, Pass, Subject, SubjectResource } from './rule.ts'
import type { SeverityAnswer } from './severity.ts'

export function subjectFor(resource: SubjectResource, type: string, vpcId: string | null): Subject {
  return { resource, type, vpcId }
}

type Defaulted = 'discriminator' | 'exposure' | 'related' | 'ports' | 'settingsUsed' | 'alsoMatches'

/** What a rule must say of a failure; the rest has a default: no exposure, nothing related, no ports, no settings. */
export interface FailureParts extends Partial<Pick<Failure, Defaulted | 'cause' | 'identity'>> {
  readonly title: string
  readonly description: string
  readonly severity: SeverityAnswer
  readonly evidence: readonly Evidence[]
  readonly remediation: Remediation
}

/** One failure of a subject. Two of one rule on one resource need a `discriminator` each. */
export function failed({ resource, type, vpcId }: Subject, parts: FailureParts): Failure {
  return {
    resource,
    type,
    vpcId,
    status: 'FAIL',
    discriminator: '',
    exposure: { level: 'none', path: [] },
    related: [],
    ports: [],
    settingsUsed: {},
    alsoMatches: [],
    ...parts,
  }
}

/** A function for the description where many pass. */
export function passed({ resource, type, vpcId }: Subject, description: Pass['description']): Pass {
  return { resource, type, vpcId, status: 'PASS', description }
}

/** The remedy is the AWS CLI command that would answer, or the setting to make. */
export function undecided(
  { resource, type, vpcId }: Subject,
  answer: Pick<NotEvaluated, 'reason' | 'remedy' | 'identity' | 'discriminator'>,
): NotEvaluated {
  return { resource, type, vpcId, status: 'NOT_EVALUATED', ...answer }
}
