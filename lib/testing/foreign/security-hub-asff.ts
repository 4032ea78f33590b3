/** Security Hub's findings as `aws securityhub get-findings` prints them, consolidated. Source: Security Hub guide, "ASFF". */

import type { JsonObject } from '../../describe/document.ts'

export interface SecurityHubFinding {
  /** `EC2.13`. */
  readonly control: string
  readonly status: 'FAILED' | 'PASSED' | 'WARNING' | 'NOT_AVAILABLE'
  /** ARN, or `AWS::::Account:111122223333`. */
  readonly resource: string
  readonly type: string
  readonly suppressed?: boolean
  readonly archived?: boolean
}

export function securityHubAsff(findings: readonly SecurityHubFinding[]): string {
  return JSON.stringify({ Findings: findings.map(element) }, null, 2)
}

const REGION = 'eu-west-1'

function element(finding: SecurityHubFinding): JsonObject {
  const { control, status, resource, type, suppressed = false, archived = false } = finding
  const account = /\d{12}/.exec(resource)?.[0] ?? ''
  const workflow = suppressed ? 'SUPPRESSED' : 'NEW'
  return {
    SchemaVersion: '2018-10-08',
    Id: `arn:aws:securityhub:${REGION}:${account}:security-control/${control}/finding/${resource.slice(-12)}`,
    ProductArn: `arn:aws:securityhub:${REGION}::product/aws/securityhub`,
    ProductName: 'Security Hub',
    CompanyName: 'AWS',
    Region: REGION,
    GeneratorId: `security-control/${control}`,
    AwsAccountId: account,
    Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    FirstObservedAt: '2026-04-01T06:00:00.000Z',
    LastObservedAt: '2026-05-04T10:00:00.000Z',
    CreatedAt: '2026-04-01T06:00:00.000Z',
    UpdatedAt: '2026-05-04T10:00:00.000Z',
    Severity: { Label: status === 'PASSED' ? 'INFORMATIONAL' : 'HIGH', Normalized: 70, Original: 'HIGH' },
    Title: `Control ${control}`,
    Description: `What control ${control} asks of ${resource}.`,
    ProductFields: { 'aws/securityhub/ProductName': 'Security Hub', 'aws/securityhub/CompanyName': 'AWS' },
    Resources: [{ Type: type, Id: resource, Partition: 'aws', Region: REGION }],
    Compliance: {
      Status: status,
      SecurityControlId: control,
      AssociatedStandards: [{ StandardsId: 'standards/aws-foundational-security-best-practices/v/1.0.0' }],
    },
    WorkflowState: 'NEW',
    Workflow: { Status: workflow },
    RecordState: archived ? 'ARCHIVED' : 'ACTIVE',
    FindingProviderFields: {
      Severity: { Label: 'HIGH', Original: 'HIGH' },
      Types: ['Software and Configuration Checks/Industry and Regulatory Standards'],
    },
  }
}
