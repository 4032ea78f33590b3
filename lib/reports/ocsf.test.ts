import { describe, expect, it } from 'vitest'
import { analysisOf } from '../testing/analysis-of.ts'
import { reportedFinding } from '../testing/finding-of.ts'
import { findingsOcsf } from './ocsf.ts'

const NOW = Date.parse('2026-06-01T00:00:00Z')
const event = (parts: Parameters<typeof reportedFinding>[0]) =>
  JSON.parse(findingsOcsf(analysisOf([reportedFinding(parts)]), NOW))[0]

describe('findingsOcsf', () => {
  it.each([
    ['FAIL', 3, 'Fail', 5],
    ['PASS', 1, 'Pass', 1],
    ['NOT_EVALUATED', 2, 'Warning', 1],
  ] as const)('%s has the compliance status %i', (...[status, id, caption, severity]) => {
    const { compliance, severity_id } = event({ status })
    expect([compliance.status_id, compliance.status, severity_id]).toEqual([id, caption, severity])
  })

  it('is a compliance finding of the time the network was collected', () => {
    const { class_uid, type_uid, time, finding_info } = event({})
    expect([class_uid, type_uid, time, finding_info.uid]).toEqual([
      2003,
      200_301,
      Date.parse('2026-05-04T10:00:00Z'),
      'f-1',
    ])
    expect(event({ lastSeen: null, firstSeen: null }).time).toBe(NOW)
  })

  it('suppresses what is waived, and keeps it failed', () => {
    const { status_id, status_detail, compliance } = event({
      mute: { by: null, reason: 'a honeypot', until: null, scope: 'x' },
    })
    expect([status_id, status_detail, compliance.status_id]).toEqual([3, 'a honeypot', 3])
  })
})
