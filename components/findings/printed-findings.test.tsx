import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import { findingOf } from '../../lib/testing/finding-of.ts'
import { groupFindings } from './group-findings.ts'
import { PrintedFindings } from './printed-findings.tsx'

const words = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const findings = Array.from({ length: 60 }, (_, at) => findingOf({ id: `f-${at}`, title: `Finding number ${at}.` }))

const view: SnapshotView = {
  snapshot: { id: 's-1', name: 'prod\u202E', createdAt: '2026-11-20T14:02:31Z', source: 'files' },
  frozen: false,
  scene: {
    width: 0,
    height: 0,
    nodes: [],
    lines: [],
    counts: { resources: 0, drawn: 0, folded: 0, vpcs: 0, subnets: 0 },
  },
  findings,
  findingsInFull: true,
  names: { rules: {}, vpcs: {} },
  summary: {
    bySeverity: { critical: 60, high: 0, medium: 0, low: 0, info: 0 },
    failed: 60,
    passed: 3,
    notEvaluated: 0,
  },
  gaps: [],
  notes: [],
}

const print = (shown = findings) =>
  words(
    renderToStaticMarkup(
      <PrintedFindings view={view} groups={groupFindings(shown, 'severity', view.names)} total={60} />,
    ),
  )

describe('the findings on paper', () => {
  it('are all there, however many the screen would show', () => {
    const text = print()
    for (const { title } of findings) expect(text).toContain(title)
  })

  it('say of which snapshot they are, from when, and what was not judged', () => {
    const text = print()
    expect(text).toContain('prod ⟨U+202E⟩')
    expect(text).toContain('2026-11-20 14:02Z · 60 findings')
    expect(text).toContain('0 gaps')
    expect(text).toContain('3 checks passed')
  })

  it('name the resource, its account and region, and the cure', () => {
    const [first] = findings
    const text = print()
    for (const said of [
      first?.resource.id,
      first?.resource.account,
      first?.resource.region,
      first?.remediation.summary,
    ])
      expect(text).toContain(said)
  })

  it('say so when a filter left some out', () => {
    expect(print()).not.toContain('of them printed')
    expect(print(findings.slice(0, 2))).toContain('60 findings, 2 of them printed')
  })
})
