import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'
import { type CollectorCheck, checkCollector } from './collector-outcomes.ts'

/** Source: STS API, GetCallerIdentity; IAM guide, "IAM identifiers", unique id prefixes. */
export const collectorCredentials: FindingRule = {
  id: 'API-001',
  version: 2,
  title: 'The snapshot was collected with long-lived credentials',
  logic:
    'The identity that collected is an assumed role or a federated user, with an access key that starts with ASIA; no user with an AKIA key, and not root.',
  charter: charter('A.signed'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [],
  needs: [],
  sharpenedBy: [],
  check: (context) => checkCollector(context, CHECK),
}

const CHECK: CollectorCheck = {
  judge: ({ arn, credentials }) => {
    if (credentials === 'temporary') return null
    const whose = credentials === 'root' ? 'the root user of the account' : 'a user with a long-lived access key'
    return {
      title: `Collected as ${whose}`,
      description: `This was collected by ${arn}, ${whose}. Such a key works until somebody withdraws it.`,
      why: credentials === 'root' ? 'root may do everything' : 'the key does not end by itself',
      summary:
        'Collect with a role instead: portolan collect --role-arn ARN, or sign in with a profile of IAM Identity Center. Then delete the key.',
    }
  },
  good: ({ arn }) => `Collected by ${arn} with temporary credentials.`,
  reason: 'With which credentials this was collected is in no describe call, and these files do not say it.',
  command: (region) => shell`aws sts get-caller-identity --region ${region}`,
}
