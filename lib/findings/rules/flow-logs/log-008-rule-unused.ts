import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'
import type { FindingRule } from '../../rule.ts'

/** Source: VPC guide, "Query flow logs using Amazon Athena". */
export const ruleUnused: FindingRule = beyondSnapshot({
  id: 'LOG-008',
  version: 1,
  title: 'Rule that no traffic uses',
  logic:
    'Flow logs of the last days hold a flow that the rule of a security group or a network ACL admits. AWS keeps no date of last use for rules.',
  charter: charter('K.flow-logs'),
  severity: 'info',
  severityNote: 'Never changes.',
  compliance: nist('AC-6', 'CM-7'),
  reason: 'Which rules are used is in the records of the flow logs and in no describe call.',
  command: (region) =>
    shell`aws ec2 get-flow-logs-integration-template --region ${region} --flow-log-id ${'<flow log>'} --config-delivery-s3-destination-arn ${'<bucket ARN>'} --integrate-services ${'AthenaIntegrations=[{IntegrationResultS3DestinationArn=<bucket ARN>,PartitionLoadFrequency=none}]'}`,
})
