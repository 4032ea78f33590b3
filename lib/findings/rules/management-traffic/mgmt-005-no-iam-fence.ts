import { shell } from '../../../inventory/shell-quote.ts'
import { beyondSnapshot } from '../../beyond-snapshot.ts'
import { charter } from '../../charter.ts'
import { nist } from '../../compliance.ts'

/** Source: EC2 user guide, "Control access to EC2 resources using resource tags"; service authorization reference for EC2. */
export const noIamFence = beyondSnapshot({
  id: 'MGMT-005',
  version: 1,
  title: 'No IAM fence around the security groups of management',
  logic:
    'No identity policy or service control policy puts a condition (ec2:ResourceTag, ec2:SecurityGroupID) on AuthorizeSecurityGroup* and RevokeSecurityGroup* for the groups that guard management.',
  charter: charter('I.management-apart'),
  severity: 'info',
  severityNote: 'Does not depend on exposure.',
  compliance: nist('AC-3', 'AC-6'),
  reason: 'Who may change the security groups of management is written in IAM policies, which no snapshot holds.',
  command: () =>
    shell`aws iam get-account-authorization-details --filter ${['LocalManagedPolicy', 'Role', 'User', 'Group']}`,
})
