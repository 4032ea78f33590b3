import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../lib/findings/catalogue.ts'
import { CHARTER, charter } from '../../lib/findings/charter.ts'
import { evaluate } from '../../lib/findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import {
  type CharterCoverage,
  type CharterVerdict,
  charterCoverage,
  type RuleCoverage,
  type SentenceCoverage,
} from '../../lib/reports/charter-coverage.ts'
import { TALLY_WORDS, VERDICT_WORDS } from '../../lib/reports/charter-words.ts'
import { type NetworkSketch, sketchNetwork } from '../../lib/testing/sketch-network.ts'
import { CharterPage, CharterView } from './charter-view.tsx'
import { ruleQuery } from './rule-query.ts'

const nothing = () => undefined
const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"')

const SNAPSHOT = { name: 'May', createdAt: '2026-05-04T10:00:00Z' }
const page = (coverage: CharterCoverage, parts: { readonly name?: string; readonly gapCount?: number } = {}) =>
  renderToStaticMarkup(
    <CharterPage
      coverage={coverage}
      snapshot={{ ...SNAPSHOT, name: parts.name ?? SNAPSHOT.name }}
      gapCount={parts.gapCount ?? 0}
      onSearch={nothing}
    />,
  )
const coverageOf = (sketch: NetworkSketch) =>
  charterCoverage(CATALOGUE, evaluate(sketchNetwork(sketch), DEFAULT_SETTINGS))

function ruleOf(parts: Partial<RuleCoverage> = {}): RuleCoverage {
  return {
    ...{ id: 'SG-003', title: 'Remote administration open', severity: 'high', verdict: 'fails', worst: 'critical' },
    ...{
      failed: 1,
      failedElsewhere: 0,
      passed: 0,
      notEvaluated: 0,
      reasons: [],
      moreReasons: 0,
      evidence: [],
      moreEvidence: 0,
    },
    ...parts,
  }
}

function sentenceOf(rules: readonly RuleCoverage[], parts: Partial<SentenceCoverage> = {}): CharterCoverage {
  const sentence: SentenceCoverage = {
    ...charter('E.security-groups-first'),
    ...{ bulletTitle: 'Security groups', verdict: 'fails', worst: 'critical', failed: 1, passed: 0, notEvaluated: 0 },
    rules,
    ...parts,
  }
  const counts = { fails: 1, 'not-evaluated': 0, passes: 0, 'nothing-there': 0, unchecked: 0 }
  return { sentences: [sentence], counts }
}

describe('the charter page of a network', () => {
  const coverage = coverageOf({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] }, missing: ['FlowLogs'] })
  const text = words(page(coverage))

  it('has every sentence, in the order of the page', () => {
    const places = CHARTER.map(({ sentence }) => text.indexOf(sentence))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('shows every rule that fails or has no answer, with its title', () => {
    const rules = coverage.sentences.flatMap((sentence) => sentence.rules)
    const open = rules.filter(({ verdict }) => verdict === 'fails' || verdict === 'not-evaluated')
    expect(open.length).toBeGreaterThan(20)
    for (const { id, title } of open) expect(text).toContain(`${id} ${title}`)
  })

  it('shows the fact a failure rests on, with its place in the document', () => {
    expect(text).toContain('sg-1 · tcp/22 from 0.0.0.0/0 · /SecurityGroups/')
  })

  it('names every rule that passes, or found nothing of its kind', () => {
    const rules = coverage.sentences.flatMap((sentence) => sentence.rules)
    const rest = rules.filter(({ verdict }) => verdict === 'passes' || verdict === 'nothing-there')
    expect(rest.length).toBeGreaterThan(20)
    expect(rest.filter(({ id }) => !text.includes(id))).toEqual([])
  })

  it('says why there is no answer, and how to get one', () => {
    expect(text).toContain('aws ec2 describe-flow-logs')
  })

  it('counts sentences by verdict, in words', () => {
    const { counts } = coverage
    for (const verdict of Object.keys(counts) as CharterVerdict[])
      expect(text).toContain(`${counts[verdict]} ${TALLY_WORDS[verdict]}`)
  })
})

describe('a sentence', () => {
  it.each<[CharterVerdict, string]>([
    ['fails', 'Fails critical'],
    ['not-evaluated', 'Not evaluated'],
    ['passes', 'Passes'],
    ['nothing-there', 'Nothing to check'],
    ['unchecked', 'Nothing checks it'],
  ])('says its verdict in words, never by a mark alone: %s', (verdict, said) => {
    const worst = verdict === 'fails' ? 'critical' : null
    expect(words(page(sentenceOf([], { verdict, worst, failed: 0 })))).toContain(said)
  })

  it('leads to its findings where it has some, and nowhere where it has none', () => {
    expect(words(page(sentenceOf([ruleOf()])))).toContain('Show its findings')
    expect(words(page(sentenceOf([ruleOf()], { failed: 0 })))).not.toContain('Show its findings')
  })

  it('gives the first reasons and says how many more there are', () => {
    const reasons = ['Subnets was not collected.', 'RouteTables was refused by AWS.']
    const rule = ruleOf({ verdict: 'not-evaluated', worst: null, failed: 0, notEvaluated: 9, reasons, moreReasons: 4 })
    const text = words(page(sentenceOf([rule])))
    for (const reason of reasons) expect(text).toContain(reason)
    expect(text).toContain('and 4 more reasons')
    expect(text).toContain('9 not evaluated')
  })

  it('says that a rule is broken by what another rule tells', () => {
    const rule = ruleOf({ failed: 0, failedElsewhere: 2 })
    expect(words(page(sentenceOf([rule])))).toContain('2 told under another rule')
  })

  it('hides nothing in names and reasons, and takes none for markup', () => {
    const hostile = '<img src=x>\u202Etxt'
    const rule = ruleOf({ verdict: 'not-evaluated', failed: 0, notEvaluated: 1, reasons: [`Of ${hostile} nothing.`] })
    const markup = page(sentenceOf([rule]), { name: hostile })
    expect(markup).not.toContain('\u202E')
    expect(markup).not.toContain('<img')
    expect(markup).toContain('⟨U+202E⟩')
  })
})

describe('the head of the page', () => {
  it('says of what and when it is, and how much was not collected', () => {
    const text = words(page(sentenceOf([]), { gapCount: 3 }))
    expect(text).toContain('May')
    expect(text).toContain('2026-05-04 10:00')
    expect(text).toContain('3 gaps in what was collected')
    expect(words(page(sentenceOf([])))).not.toContain('gap')
  })

  it('shows no verdict before there is an answer', () => {
    const api = { charter: () => new Promise<CharterCoverage>(nothing) }
    const markup = renderToStaticMarkup(
      <CharterView api={api} snapshotKey="s-1" snapshot={SNAPSHOT} gapCount={0} onSearch={nothing} />,
    )
    expect(words(markup)).toContain('Reading the charter')
    for (const verdict of Object.values(VERDICT_WORDS)) expect(markup).not.toContain(verdict)
  })
})

describe('the search a rule leads to', () => {
  it.each<[string, Partial<RuleCoverage>, string]>([
    ['its own findings', {}, 'rule:SG-003'],
    ['findings of other rules that break it too', { failed: 0, failedElsewhere: 2 }, 'rule:SG-003'],
    ['those, where some have no answer', { failed: 0, failedElsewhere: 2, notEvaluated: 1 }, 'rule:SG-003'],
    [
      'what has no answer',
      { verdict: 'not-evaluated', failed: 0, notEvaluated: 1 },
      'status:not-evaluated rule:SG-003',
    ],
  ])('finds %s', (_, parts, query) => {
    expect(ruleQuery(ruleOf(parts))).toBe(query)
  })
})
