import type { Remediation } from '../../finding.ts'
import { failed } from '../../outcomes.ts'
import type { RegionScope } from '../../region-scopes.ts'
import type { Failure } from '../../rule.ts'
import type { SeverityAnswer } from '../../severity.ts'

export interface RegionFault {
  readonly title: string
  readonly description: string
  readonly severity: SeverityAnswer
  readonly excerpt: string
  readonly remediation: Pick<Remediation, 'summary' | 'cli' | 'console'>
}

/** A failure of an account and region, resting on something that was looked for and is not there. */
export function regionFailed(scope: RegionScope, { excerpt, remediation, ...fault }: RegionFault): Failure {
  const { id, account, region } = scope.resource
  return failed(scope, {
    ...fault,
    evidence: [{ kind: 'absence', resourceId: id, pointer: null, account, region, excerpt }],
    remediation: { ...remediation, terraform: null },
  })
}
