import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/analysis-of.ts'
import { reportedFinding } from '../testing/finding-of.ts'
import { findingsJunit } from './junit.ts'

describe('findingsJunit', () => {
  it('fails for what fails, and skips what is waived or not known, with the reason', () => {
    const mute = { by: null, reason: 'a honeypot', until: null, scope: 'finding f-2' }
    const text = findingsJunit(
      analysisOf([
        reportedFinding(),
        reportedFinding({ id: 'f-2', mute }),
        reportedFinding({ id: 'f-3', status: 'NOT_EVALUATED', reasonNotEvaluated: 'Not collected.' }),
        reportedFinding({ id: 'f-4', ruleId: 'RT-001', status: 'PASS' }),
      ]),
    )
    expect(text).toContain('<testsuites name="portolan" tests="4" failures="1" errors="0" skipped="2" time="0">')
    expect(text).toContain('<testsuite name="RT-001" tests="1" failures="0" errors="0" skipped="0" time="0">')
    expect(text.match(/<failure type="critical"/g)).toHaveLength(1)
    expect(text).toContain('<skipped message="Waived: a honeypot"/>')
    expect(text).toContain('<skipped message="Not collected."/>')
  })

  it('lets no name become markup, nor a character XML has not', () => {
    const text = findingsJunit(analysisOf([reportedFinding({ title: '<x a="1">&\u0000\uffff' })]))
    expect(text).not.toMatch(/<x|&(?!#)|\uffff/)
    expect(text).not.toContain('\u0000')
  })
})
