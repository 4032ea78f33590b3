import { describe, expect, it } from 'vitest'
import { buildVpc } from '../testing/build-vpc.ts'
import { findingOf } from '../testing/finding-of.ts'
import { listedFindings } from './listed-findings.ts'

const { inventory } = buildVpc('10.0.0.0/16')
const titles = new Map([['SG-003', 'Remote administration open to the internet']])
const whole = findingOf({
  evidence: [
    { kind: 'absence', resourceId: 'vpc-1', pointer: null, account: null, region: null, excerpt: 'no flow log' },
  ],
})
const many = Array.from({ length: 50_000 }, (_, at) => ({ ...whole, id: `f-${at}` }))

describe('listedFindings', () => {
  it('sends few findings whole, and the titles of their rules', () => {
    const listed = listedFindings(inventory, { findings: [whole] }, titles)
    expect(listed).toMatchObject({ findings: [whole], findingsInFull: true })
    expect(listed.names.rules).toEqual({ 'SG-003': 'Remote administration open to the internet' })
  })

  it('names a rule nobody titled by its id', () => {
    expect(listedFindings(inventory, { findings: [whole] }, new Map()).names.rules).toEqual({ 'SG-003': 'SG-003' })
  })

  it('sends of many what a list shows, and says that it is not all', () => {
    const { findings, findingsInFull } = listedFindings(inventory, { findings: many }, titles)
    expect(findingsInFull).toBe(false)
    expect(findings).toHaveLength(many.length)
    const [first] = findings
    expect(first).toMatchObject({ id: 'f-0', title: whole.title, ports: whole.ports, rootCauseId: whole.rootCauseId })
    expect([first?.description, first?.evidence, first?.remediation.summary]).toEqual(['', [], ''])
    expect(first?.severity.effective).toBe(whole.severity.effective)
  })

  it('keeps fifty thousand within what a page can read', () => {
    const { findings } = listedFindings(inventory, { findings: many }, titles)
    expect(JSON.stringify(findings).length).toBeLessThan(80_000_000)
  })
})
