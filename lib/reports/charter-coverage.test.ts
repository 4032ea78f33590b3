import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../findings/catalogue.ts'
import { CHARTER, charter } from '../findings/charter.ts'
import { evaluate } from '../findings/evaluate.ts'
import type { Severity } from '../findings/finding.ts'
import type { FindingRule, RuleOutcome } from '../findings/rule.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { charterCoverage } from './charter-coverage.ts'
import { charterMarkdown, charterTable } from './print-charter.ts'

const inventory = sketchNetwork({})
const [vpc] = inventory.vpcs.values()
if (!vpc) throw new Error('the sketch has no VPC')
const subject = { resource: vpc, type: 'vpc', vpcId: vpc.id }

function failure(effective: Severity, alsoMatches: readonly string[] = []): RuleOutcome {
  return {
    ...subject,
    status: 'FAIL',
    discriminator: effective,
    title: 'It fails',
    description: '',
    severity: { base: effective, effective, why: [] },
    exposure: { level: 'none', path: [] },
    related: [],
    ports: [],
    evidence: [],
    settingsUsed: {},
    remediation: { summary: '', cli: [], terraform: null, console: [] },
    alsoMatches,
  }
}
const pass: RuleOutcome = { ...subject, status: 'PASS', description: 'fine' }
const unknown = (reason: string): RuleOutcome => ({ ...subject, status: 'NOT_EVALUATED', reason, remedy: 'ask' })

function rule(id: string, outcomes: readonly RuleOutcome[]): FindingRule {
  return {
    id,
    version: 1,
    title: `Rule ${id}`,
    logic: '',
    charter: charter('K.flow-logs'),
    severity: 'medium',
    severityNote: '',
    compliance: [],
    needs: [],
    sharpenedBy: [],
    check: () => outcomes,
  }
}

function told(...rules: readonly FindingRule[]) {
  const coverage = charterCoverage(rules, evaluate(inventory, DEFAULT_SETTINGS, rules))
  const sentence = coverage.sentences.find(({ sentenceId }) => sentenceId === 'K.flow-logs')
  if (!sentence) throw new Error('the sentence is not there')
  return sentence
}

describe('charterCoverage', () => {
  it('has every sentence once, in the order of the page, also those nothing checks', () => {
    const { sentences, counts } = charterCoverage([], evaluate(inventory, DEFAULT_SETTINGS, []))
    expect(sentences.map(({ sentenceId }) => sentenceId)).toEqual(CHARTER.map(({ sentenceId }) => sentenceId))
    expect(counts).toMatchObject({ unchecked: CHARTER.length, passes: 0 })
  })

  it.each([
    ['fails when anything fails, whatever passes', [failure('low'), pass, unknown('why')], 'fails'],
    ['is not evaluated when something could not be told, whatever passes', [pass, unknown('why')], 'not-evaluated'],
    ['passes when all that was looked at passes', [pass], 'passes'],
    ['has nothing to check when no rule found its kind, which is no pass', [], 'nothing-there'],
  ] as const)('%s', (_promise, outcomes, verdict) => {
    expect(told(rule('A-1', outcomes)).verdict).toBe(verdict)
  })

  it('tells the worst failures, its own before those told under another rule, and how many more there are', () => {
    const own = [failure('low'), failure('critical'), failure('medium'), failure('info')]
    const [first, second] = told(rule('A-1', own), rule('A-2', [failure('high', ['A-1'])])).rules
    expect(first).toMatchObject({ failed: 4, failedElsewhere: 1, moreEvidence: 2 })
    expect(first?.evidence).toHaveLength(3)
    expect(first?.evidence[0]).toMatchObject({ title: 'It fails', resourceId: vpc.id, excerpt: null, pointer: null })
    expect(second).toMatchObject({ moreEvidence: 0, evidence: [{ resourceId: vpc.id }] })
  })

  it('counts over its rules and names the worst', () => {
    const sentence = told(rule('A-1', [failure('low'), failure('critical')]), rule('A-2', [pass, unknown('why')]))
    expect(sentence).toMatchObject({ verdict: 'fails', worst: 'critical', failed: 2, passed: 1, notEvaluated: 1 })
    expect(sentence.rules.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['A-1', 'fails'],
      ['A-2', 'not-evaluated'],
    ])
  })

  it('does not let a rule pass whose failure is told under another one', () => {
    const sentence = told(rule('A-1', [failure('high', ['A-2'])]), rule('A-2', [pass]))
    expect(sentence.rules[1]).toMatchObject({ verdict: 'fails', failed: 0, failedElsewhere: 1, worst: 'high' })
    expect(sentence.failed).toBe(1)
  })

  it('tells each reason once, and how many more there are', () => {
    const rules = [rule('A-1', [unknown('why')])]
    const { findings, passes } = evaluate(inventory, DEFAULT_SETTINGS, rules)
    const reasons = ['one', 'one', 'two', 'three', 'four', 'five']
    const many = reasons.flatMap((reasonNotEvaluated) => findings.map((each) => ({ ...each, reasonNotEvaluated })))
    const { sentences } = charterCoverage(rules, { findings: many, passes })
    const [covered] = sentences.flatMap((sentence) => sentence.rules)
    expect(covered).toMatchObject({ notEvaluated: 6, moreReasons: 2, reasons: ['one', 'two', 'three'] })
  })
})

describe('the charter of the sample estate', () => {
  const sample = readDescribe(sampleDocuments())
  const coverage = charterCoverage(CATALOGUE, evaluate(sample, DEFAULT_SETTINGS))

  it('accounts for every finding and every pass of the evaluation', () => {
    const { summary } = evaluate(sample, DEFAULT_SETTINGS)
    const sum = (key: 'failed' | 'passed' | 'notEvaluated') =>
      coverage.sentences.reduce((total, sentence) => total + sentence[key], 0)
    expect([sum('failed'), sum('passed'), sum('notEvaluated')]).toEqual([
      summary.failed,
      summary.passed,
      summary.notEvaluated,
    ])
  })

  it('fails on security groups, with a critical finding', () => {
    const sentence = coverage.sentences.find(({ sentenceId }) => sentenceId === 'E.security-groups-first')
    expect(sentence).toMatchObject({ verdict: 'fails', worst: 'critical', bulletTitle: 'Security groups' })
  })

  it('prints a line and a section for each sentence', () => {
    const [asTable, asMarkdown] = [charterTable(coverage), charterMarkdown(coverage)]
    for (const { sentenceId } of CHARTER) {
      expect(asTable).toContain(sentenceId)
      expect(asMarkdown).toContain(`: ${sentenceId}\n`)
    }
    expect(asTable).toMatch(/E\.security-groups-first +Fails +critical/)
    expect(asMarkdown).toContain('Not evaluated because:')
  })
})
