import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'

/** Source: CloudTrail user guide, "CloudTrail record contents" (userIdentity, sessionCredentialFromConsole). */
export const manualRuleChanges = beyondSnapshot({
  id: 'MGMT-007',
  version: 1,
  title: 'Security-group rules changed by hand',
  logic:
    'CloudTrail holds an AuthorizeSecurityGroupIngress or AuthorizeSecurityGroupEgress of the last 90 days by a person or from the console, not by automation: who and when, told with the rule.',
  charter: charter('I.management-apart'),
  severity: 'info',
  severityNote: 'Does not depend on exposure.',
  compliance: nist('AU-6', 'CM-3', 'CM-5'),
  reason: 'Who changed a rule, and how, is in the events of CloudTrail, which no snapshot holds.',
  command: (region) =>
    shell`aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=AuthorizeSecurityGroupIngress`,
})
