import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: CloudTrail guide, record contents, tlsDetails. */
export const collectorTls: FindingRule = beyondSnapshot({
  id: 'API-002',
  version: 1,
  title: 'The snapshot was collected over old TLS',
  logic:
    'The client that collected speaks TLS 1.2 or later, with forward secrecy, and uses no endpoint over plain HTTP except on its own machine.',
  charter: charter('A.tls'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [],
  reason: 'Over which TLS version this was collected is in no describe call; CloudTrail recorded it with each.',
  command: (region) =>
    shell`aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=DescribeVpcs --max-results 10 --query ${'Events[].CloudTrailEvent'}`,
})
