import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: CloudTrail guide, record contents, tlsDetails. */
export const oldTlsCallers: FindingRule = beyondSnapshot({
  id: 'API-003',
  version: 1,
  title: 'The EC2 API is called over old TLS',
  logic: 'No event of ec2.amazonaws.com in the last 90 days has tlsDetails.tlsVersion TLSv1 or TLSv1.1.',
  charter: charter('A.tls'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  reason: 'Who called the EC2 API, and over which TLS version, is in CloudTrail and in no describe call.',
  command: (region) =>
    shell`aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventSource,AttributeValue=ec2.amazonaws.com --query ${OLD}`,
})

/** The record of an event is a text of JSON: its versions are looked for as they are written there. */
const OLD = `Events[?${['TLSv1', 'TLSv1.1'].map((version) => `contains(CloudTrailEvent, '"tlsVersion":"${version}"')`).join(' || ')}].CloudTrailEvent`
