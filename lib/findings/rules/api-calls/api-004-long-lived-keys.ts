import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: CloudTrail guide, userIdentity element; IAM guide, "IAM identifiers", unique id prefixes. */
export const longLivedKeys: FindingRule = beyondSnapshot({
  id: 'API-004',
  version: 1,
  title: 'Network changed with long-lived keys or as root',
  logic:
    'No Authorize, Revoke, CreateRoute, ReplaceRoute or AttachInternetGateway event of the last 90 days was made as root or with an access key that starts with AKIA.',
  charter: charter('A.signed'),
  severity: 'medium',
  severityNote: 'Never changes.',
  compliance: [],
  reason: 'Who changed the network, and with which credentials, is in CloudTrail and in no describe call.',
  command: (region) =>
    EVENTS.map(
      (event) =>
        shell`aws cloudtrail lookup-events --region ${region} --lookup-attributes ${`AttributeKey=EventName,AttributeValue=${event}`} --query ${LONG_LIVED}`,
    ).join('; '),
})

const EVENTS = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'CreateRoute',
  'ReplaceRoute',
  'AttachInternetGateway',
]

/** The record of an event is a text of JSON: what tells is looked for as it is written there. */
const LONG_LIVED = `Events[?${['"accessKeyId":"AKIA', '"userIdentity":{"type":"Root"'].map((sign) => `contains(CloudTrailEvent, '${sign}')`).join(' || ')}].CloudTrailEvent`
