import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/analysis-of.ts'
import { findingOf, reportedFinding } from '../testing/finding-of.ts'
import { findingsAsff } from './asff.ts'

const NOW = '2026-06-01T00:00:00.000Z'
const asff = (parts: Parameters<typeof reportedFinding>[0]) =>
  JSON.parse(findingsAsff(analysisOf([reportedFinding(parts)]), NOW)).Findings[0]

describe('findingsAsff', () => {
  it('names the resource as Security Hub does, in the partition of its region', () => {
    const resource = { ...findingOf().resource, region: 'us-gov-west-1', arn: null }
    const finding = asff({ resource })
    expect(finding.ProductArn).toBe(
      'arn:aws-us-gov:securityhub:us-gov-west-1:111122223333:product/111122223333/default',
    )
    expect(finding.Resources).toEqual([
      { Type: 'AwsEc2SecurityGroup', Id: 'sg-1', Partition: 'aws-us-gov', Region: 'us-gov-west-1' },
    ])
  })

  it.each([
    ['FAIL', 'FAILED', 'NEW', 'CRITICAL'],
    ['PASS', 'PASSED', 'RESOLVED', 'INFORMATIONAL'],
    ['NOT_EVALUATED', 'NOT_AVAILABLE', 'NEW', 'INFORMATIONAL'],
  ] as const)('%s is %s', (...[status, compliance, workflow, label]) => {
    const finding = asff({ status })
    expect([finding.Compliance.Status, finding.Workflow.Status, finding.Severity.Label]).toEqual([
      compliance,
      workflow,
      label,
    ])
  })

  it('suppresses what is waived, and keeps it failed', () => {
    const finding = asff({ mute: { by: 'network team', reason: 'a honeypot', until: null, scope: 'x' } })
    expect([finding.Workflow.Status, finding.Compliance.Status, finding.Note.Text]).toEqual([
      'SUPPRESSED',
      'FAILED',
      'a honeypot',
    ])
  })

  it('keeps the lengths the format has, whatever names are', () => {
    const long = '😀'.repeat(3000)
    const finding = asff({
      title: long,
      description: long,
      remediation: { summary: long, cli: [], terraform: null, console: [] },
      resource: {
        ...findingOf().resource,
        tags: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`k${i}`, long])),
      },
      exposure: { level: 'internet', path: [{ component: long, label: long, detail: '', outcome: 'passes' }] },
    })
    const letters = (text: string) => [...text].length
    expect([letters(finding.Title), letters(finding.Description)]).toEqual([256, 1024])
    expect(letters(finding.Remediation.Recommendation.Text)).toBe(512)
    expect(Object.keys(finding.Resources[0].Tags)).toHaveLength(50)
    expect(letters(finding.NetworkPath[0].ComponentId)).toBe(32)
  })

  it('gives an account of twelve digits where none is known', () => {
    expect(asff({ resource: { ...findingOf().resource, account: 'unknown' } }).AwsAccountId).toBe('000000000000')
  })
})
