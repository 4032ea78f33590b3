import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/analysis-of.ts'
import { reportedFinding } from '../testing/finding-of.ts'
import type { Analysis, AnalysisFinding } from './analysis.ts'
import { analysisJson } from './analysis-json.ts'
import { analysisMarkdown } from './analysis-markdown.ts'
import { analysisTable } from './analysis-table.ts'

const analysisFinding = (parts: Parameters<typeof reportedFinding>[0] = {}): AnalysisFinding => ({
  ...reportedFinding(parts),
  blastRadius: null,
})

const analysis: Analysis = {
  ...analysisOf(),
  inventory: {
    counts: { vpcs: 1, subnets: 0 },
    documents: [{ account: '111122223333', region: 'eu-west-1', collectedAt: null }],
  },
  summary: {
    bySeverity: { critical: 1, high: 0, medium: 0, low: 0, info: 0 },
    failed: 1,
    passed: 4,
    notEvaluated: 2,
  },
}

describe('analysisTable', () => {
  it('says what was read, what is wrong, what is not known, and the sum', () => {
    expect(analysisTable(analysis, { color: false })).toBe(`Read the built-in estate: 111122223333 eu-west-1
  vpcs        1

Findings
  C  SG-003     internet       SSH on bastion-1 is open to the internet                                  sg-1

Gaps: what is not known
  ? Flow logs were denied.

1 finding (1 critical, 0 high, 0 medium, 0 low, 0 info), 4 passed, 2 not evaluated, 1 gap
`)
  })

  it('colours the letter only when asked', () => {
    expect(analysisTable(analysis, { color: true })).toContain('\u001b[1;31mC\u001b[0m')
    expect(analysisTable(analysis, { color: false })).not.toContain('\u001b')
  })

  it('says once what the checks without a verdict wait for', () => {
    const undecided = (ruleId: string) =>
      analysisFinding({
        ruleId,
        status: 'NOT_EVALUATED',
        reasonNotEvaluated: 'FlowLogs was refused. To answer: aws ec2 describe-flow-logs --region eu-west-1',
      })
    const findings = [undecided('LOG-003'), undecided('LOG-001')]
    expect(analysisTable({ ...analysis, findings }, { color: false })).toContain(
      'Not evaluated: how many checks wait for what\n  2  aws ec2 describe-flow-logs, in eu-west-1: LOG-001 and LOG-003\n\nGaps',
    )
    expect(analysisMarkdown({ ...analysis, findings })).toContain(
      '| 2 | aws ec2 describe-flow-logs | LOG-001 and LOG-003 | aws ec2 describe-flow-logs --region eu-west-1 |',
    )
  })

  it('lets no terminal sequence through from a name', () => {
    const hostile = { ...analysis, findings: [analysisFinding({ title: 'x\u001b]0;owned\u0007' })] }
    expect(analysisTable(hostile, { color: false })).not.toContain('\u001b')
  })

  it('says so when there is nothing to say', () => {
    const empty = analysisTable({ ...analysis, findings: [], gaps: [] }, { color: false })
    expect(empty).toContain('Findings: none')
    expect(empty).toContain('Gaps: none')
  })
})

describe('analysisMarkdown', () => {
  it('is a table of findings and a list of gaps', () => {
    const text = analysisMarkdown(analysis)
    expect(text).toContain(
      '| critical | SG-003 | SSH on bastion-1 is open to the internet | sg-1 | internet | tcp/22 |',
    )
    expect(text).toContain('- Flow logs were denied. `aws ec2 describe-flow-logs`')
  })

  it.each(['<img src=x onerror=alert(1)>', '[a](javascript:b)', '| c |', '`code`', '**bold**'])(
    'the name %s becomes no markup',
    (title) => {
      const row = analysisMarkdown({ ...analysis, findings: [analysisFinding({ title })] })
        .split('\n')
        .find((line) => line.includes('SG-003'))
      expect(row).not.toMatch(/(?<!\\)[<>[\]`*]/)
      expect(row?.match(/(?<!\\)\|/g)).toHaveLength(7)
    },
  )
})

describe('analysisJson', () => {
  it('round-trips and keeps the keys in the order of the design', () => {
    const text = analysisJson(analysis)
    expect(JSON.parse(text)).toEqual(analysis)
    expect(Object.keys(JSON.parse(text))).toEqual([
      'tool',
      'inventory',
      'files',
      'notes',
      'gaps',
      'findings',
      'summary',
    ])
  })
})
