import { shell } from '../../../inventory/shell-quote.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'
import { type CollectorCheck, checkCollector } from './collector-outcomes.ts'

/** Source: CloudTrail guide, record contents, tlsDetails. */
export const collectorTls: FindingRule = {
  id: 'API-002',
  version: 2,
  title: 'The snapshot was collected over old TLS',
  logic:
    'The client that collected speaks TLS 1.2 or later, with forward secrecy, and uses no endpoint over plain HTTP except on its own machine.',
  charter: charter('A.tls'),
  severity: 'high',
  severityNote: 'Never changes.',
  compliance: [],
  needs: [],
  sharpenedBy: [],
  check: (context) => checkCollector(context, CHECK),
}

const CHECK: CollectorCheck = {
  judge: ({ minimumTls, forwardSecrecyOnly }) => {
    // Plain HTTP is possible only to the machine itself, which the collector enforces.
    if (minimumTls === null) return null
    if (forwardSecrecyOnly && ['TLSv1.2', 'TLSv1.3'].includes(minimumTls)) return null
    const accepted = forwardSecrecyOnly ? `${minimumTls}` : `${minimumTls}, also without forward secrecy`
    return {
      title: 'Collected by a client that accepts old TLS',
      description: `The client that collected this accepts ${accepted}.`,
      why: 'what is read may be read by others',
      summary: 'Collect again with this version of Portolan, which asks for TLS 1.2 and forward secrecy.',
    }
  },
  good: ({ minimumTls }) =>
    minimumTls === null
      ? 'Collected from an endpoint on the same machine; nothing crossed a network.'
      : `Collected over ${minimumTls} or later, with forward secrecy only.`,
  reason:
    'Over which TLS version this was collected is in no describe call, and these files do not say it; CloudTrail recorded it with each call.',
  command: (region) =>
    shell`aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=DescribeVpcs --max-results 10 --query ${'Events[].CloudTrailEvent'}`,
}
