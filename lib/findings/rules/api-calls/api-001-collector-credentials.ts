import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: STS API, GetCallerIdentity; IAM guide, "IAM identifiers", unique id prefixes. */
export const collectorCredentials: FindingRule = beyondSnapshot({
  id: 'API-001',
  version: 1,
  title: 'The snapshot was collected with long-lived credentials',
  logic:
    'The identity that collected is an assumed role or a federated user, with an access key that starts with ASIA; no user with an AKIA key, and not root.',
  charter: charter('A.signed'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [],
  reason: 'With which credentials this was collected is in no describe call.',
  command: (region) => shell`aws sts get-caller-identity --region ${region}`,
})
