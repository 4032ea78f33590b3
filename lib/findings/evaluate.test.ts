import { describe, expect, it } from 'vitest'
import type { DescribeKey } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { documentOf } from '../testing/describe-document.ts'
import { sketchDocument, sketchNetwork } from '../testing/sketch-network.ts'
import { everyFinding, findingsIn, told } from '../testing/tell-findings.ts'
import { CATALOGUE } from './catalogue.ts'
import { compareFindings } from './compare-findings.ts'
import { evaluate } from './evaluate.ts'
import type { Finding } from './finding.ts'
import type { FindingRule } from './rule.ts'
import { DEFAULT_SETTINGS } from './settings.ts'

function openPortLines(rules: readonly string[]): readonly string[] {
  return findingsIn({ groups: { 'sg-1': rules } })
    .filter(({ ruleId, status }) => /^SG-00/.test(ruleId) && status === 'FAIL')
    .map((finding) => `${finding.ruleId} ${finding.ports.join(' ')} also ${(finding.alsoMatches ?? []).join(' ')}`)
}

describe('one root cause, one finding', () => {
  it.each([
    ['a rule for everything', ['in all 0.0.0.0/0'], ['SG-001 tcp/all udp/all also SG-003 SG-004 SG-005 SG-006 SG-002']],
    ['a range over named ports', ['in tcp 0-1024 0.0.0.0/0'], ['SG-003 tcp/22-23 also SG-004 SG-005 SG-006 SG-002']],
    ['SSH', ['in tcp 22 0.0.0.0/0'], ['SG-003 tcp/22 also SG-004 SG-002']],
    [
      'both families of one permission',
      ['in tcp 22 0.0.0.0/0', 'in tcp 22 ::/0'],
      ['SG-003 tcp/22 also SG-004 SG-002'],
    ],
    [
      'two rules are two causes',
      ['in tcp 22 0.0.0.0/0', 'in tcp 3306 0.0.0.0/0'],
      ['SG-003 tcp/22 also SG-004 SG-002', 'SG-004 tcp/3306 also SG-005 SG-002'],
    ],
    [
      'SSH beside a rule for everything is a cause of its own: removing one leaves the other',
      ['in tcp 22 0.0.0.0/0', 'in all 0.0.0.0/0'],
      ['SG-001 tcp/all udp/all also SG-003 SG-004 SG-005 SG-006 SG-002', 'SG-003 tcp/22 also SG-004 SG-002'],
    ],
    ['only allowed ports', ['in tcp 80 0.0.0.0/0', 'in tcp 443 ::/0'], []],
  ])('%s', (_, rules, expected) => {
    expect(openPortLines(rules)).toEqual(expected)
  })

  it('never says PASS for a rule whose cause is reported under another', () => {
    const verdicts = findingsIn({ groups: { 'sg-1': ['in all 0.0.0.0/0'] } }).filter(({ ruleId }) =>
      /^SG-00[1-5]/.test(ruleId),
    )
    expect(verdicts.map(({ ruleId, status }) => `${ruleId} ${status}`)).toEqual(['SG-001 FAIL'])
  })
})

describe('what is not known', () => {
  it.each<[DescribeKey, string]>([
    ['SecurityGroups', 'SG-003'],
    ['Subnets', 'TIER-001'],
    ['RouteTables', 'RT-002'],
    ['NetworkAcls', 'NACL-001'],
    ['FlowLogs', 'LOG-001'],
  ])('without %s the rules that need it are not evaluated, and name the call that would answer', (key, one) => {
    const needing = CATALOGUE.filter(({ needs }) => needs.includes(key)).map(({ id }) => id)
    const about = (finding: Finding) => finding.reasonNotEvaluated?.includes(`${key} was not collected.`)
    const missing = findingsIn({ missing: [key] }).filter(
      (finding) => finding.resource.type === 'region' && about(finding),
    )
    expect(missing.map(({ ruleId }) => ruleId).toSorted()).toEqual(needing.toSorted())
    expect(needing).toContain(one)
    for (const finding of missing) {
      expect(finding.status).toBe('NOT_EVALUATED')
      expect(finding.reasonNotEvaluated).toMatch(
        /was not collected\. To answer: aws ec2 describe-[a-z-]+ --region eu-west-1/,
      )
    }
  })

  it('keeps what a cut page holds, and says that it was cut', () => {
    const document = sketchDocument({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } })
    const cut = {
      ...document,
      partial: new Map([['SecurityGroups' as const, { reason: 'next-token' as const, detail: '' }]]),
    }
    const lines = evaluate(readDescribe([cut]), DEFAULT_SETTINGS)
      .findings.filter(({ ruleId }) => ruleId === 'SG-003')
      .map(told)
    expect(lines).toEqual(['FAIL sg-1 critical internet tcp/22', 'NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('tells a refused call from one that was not made', () => {
    const errors = [{ operation: 'DescribeFlowLogs', code: 'UnauthorizedOperation', message: 'not authorized' }]
    const document = { ...sketchDocument({ missing: ['FlowLogs'] }), errors }
    const finding = evaluate(readDescribe([document]), DEFAULT_SETTINGS).findings.find(
      ({ ruleId, resource }) => ruleId === 'LOG-001' && resource.type === 'region',
    )
    expect(finding?.reasonNotEvaluated).toContain('FlowLogs was refused by AWS.')
  })

  it('says nothing of a document without network keys, nor of an empty inventory', () => {
    const accounts = documentOf({ elements: { Accounts: [{ Id: '111122223333', Name: 'prod' }] } })
    expect(evaluate(readDescribe([accounts]), DEFAULT_SETTINGS).findings).toEqual([])
    expect(evaluate(readDescribe([]), DEFAULT_SETTINGS).summary).toEqual({
      bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
      failed: 0,
      passed: 0,
      notEvaluated: 0,
    })
  })

  it('reports a rule that throws, and runs the others', () => {
    const first = CATALOGUE.find(({ id }) => id === 'TIER-001')
    if (!first) throw new Error('the catalogue is empty')
    const broken: FindingRule = {
      ...first,
      id: 'XX-001',
      check: () => {
        throw new Error('no such thing')
      },
    }
    const { findings, summary } = evaluate(sketchNetwork(), DEFAULT_SETTINGS, [broken, first])
    expect(findings.map(({ ruleId, status }) => `${ruleId} ${status}`)).toEqual([
      `${first.id} FAIL`,
      'XX-001 NOT_EVALUATED',
    ])
    expect(findings[1]?.reasonNotEvaluated).toContain('The rule failed and gave no answer: no such thing.')
    expect(summary.notEvaluated).toBe(1)
  })
})

describe('the list', () => {
  const groups = {
    'sg-1': ['in tcp 22 0.0.0.0/0', 'out all 0.0.0.0/0'],
    'sg-2': ['in all 0.0.0.0/0'],
    'sg-default': ['in all sg-default'],
  }

  it('is sorted: failing, unknown, passing; by severity, exposure, rule, resource', () => {
    const findings = findingsIn({ groups, missing: ['FlowLogs'] })
    expect(findings.toSorted(compareFindings)).toEqual(findings)
    const three = findings.filter(
      ({ ruleId, status }) => /^(?:SG-001|SG-003|NACL-001)$/.test(ruleId) && status === 'FAIL',
    )
    expect(three.map(told)).toEqual([
      'FAIL sg-1 critical internet tcp/22',
      'FAIL sg-2 high none tcp/all udp/all',
      'FAIL acl-1 medium internet tcp/22-23 tcp/2375-2376 tcp/3389 tcp/5900-5903 tcp/5985-5986 tcp/10250 udp/22-23 udp/2375-2376 udp/3389 udp/5900-5903 udp/5985-5986 udp/10250',
    ])
    const statuses = findings.map(({ status }) => status)
    expect(statuses.lastIndexOf('FAIL')).toBeLessThan(statuses.indexOf('NOT_EVALUATED'))
    expect(statuses.lastIndexOf('NOT_EVALUATED')).toBeLessThan(statuses.indexOf('PASS'))
  })

  it('is the same for the same network, however AWS printed it', () => {
    const document = sketchDocument({ groups })
    const turned = {
      ...document,
      elements: new Map([...document.elements].map(([key, list]) => [key, list.toReversed()])),
    }
    const words = (findings: readonly Finding[]) =>
      findings.map((finding) => `${finding.id} ${told(finding)} ${finding.title}`)
    expect(words(everyFinding(readDescribe([turned])))).toEqual(words(everyFinding(readDescribe([document]))))
  })

  it('counts what it lists', () => {
    const inventory = sketchNetwork({ groups })
    const { summary } = evaluate(inventory, DEFAULT_SETTINGS)
    const findings = everyFinding(inventory)
    expect(summary.failed + summary.passed + summary.notEvaluated).toBe(findings.length)
    expect(Object.values(summary.bySeverity).reduce((a, b) => a + b, 0)).toBe(summary.failed)
  })

  it('holds whole findings: words, reason, remedy and a place for every fact', () => {
    for (const finding of findingsIn({ groups }).filter(({ status }) => status === 'FAIL')) {
      expect(finding.title).not.toBe('')
      expect(finding.description).toMatch(/\.$/)
      expect(finding.severity.why.length).toBeGreaterThan(0)
      expect(finding.evidence.length).toBeGreaterThan(0)
      expect(finding.remediation.console.length).toBeGreaterThan(0)
      expect(finding.remediation.summary).toMatch(/\.$/)
      for (const { kind, pointer } of finding.evidence)
        expect(pointer === null, finding.ruleId).toBe(kind === 'absence' || kind === 'setting')
    }
  })

  it('points every piece of evidence at something that is there', () => {
    const document = sketchDocument({ groups })
    const { findings } = evaluate(readDescribe([document]), DEFAULT_SETTINGS)
    for (const { pointer } of findings.flatMap(({ evidence }) => evidence)) {
      if (pointer === null) continue
      const [key = '', ...rest] = pointer.split('/').slice(1)
      let value: unknown = [...document.elements].find(([each]) => each === key)?.[1]
      for (const step of rest) value = Object(value)[step]
      expect(value, pointer).toBeDefined()
    }
  })

  it('is a value that JSON carries', () => {
    const findings = findingsIn({ groups })
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings)
  })
})
