import type { ReportedFinding } from '../findings/reported-finding.ts'
import type { Analysis } from '../reports/analysis.ts'
import { reportedFinding } from './finding-of.ts'

/** An analysis of these findings, in a network of one account and region. */
export function analysisOf(findings: readonly ReportedFinding[] = [reportedFinding()]): Analysis {
  return {
    tool: { name: 'portolan', version: '0.1.0' },
    inventory: { counts: { vpcs: 1 }, documents: [] },
    files: [],
    notes: [],
    gaps: [
      {
        id: 'g-1',
        kind: 'denied',
        account: '111122223333',
        region: 'eu-west-1',
        key: 'FlowLogs',
        resourceId: null,
        message: 'Flow logs were denied.',
        remedy: 'aws ec2 describe-flow-logs',
      },
    ],
    findings: findings.map((finding) => ({ ...finding, blastRadius: null })),
    summary: {
      bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      failed: findings.length,
      passed: 0,
      notEvaluated: 0,
    },
  }
}
