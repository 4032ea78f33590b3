import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { sketchDocument } from '../testing/sketch-network.ts'
import { everyFinding, findingsIn } from '../testing/tell-findings.ts'
import { findingId } from './finding-id.ts'

const IDENTITY = { ruleId: 'SG-003', account: '111122223333', region: 'eu-west-1', resource: 'sg-1', discriminator: '' }
const OPEN = { 'sg-1': ['in tcp 22 0.0.0.0/0', 'in tcp 3306 0.0.0.0/0'], 'sg-2': ['in tcp 22 ::/0'] }

function idsOf(
  findings: readonly { readonly id: string; readonly ruleId: string; readonly resource: { readonly id: string } }[],
) {
  return Object.fromEntries(findings.map(({ id, ruleId, resource }) => [`${ruleId} ${resource.id}`, id]))
}

describe('findingId', () => {
  it('is frozen: waivers and links hold these ids', () => {
    expect(findingId(IDENTITY)).toBe('f-084e0a46717a7ba07d0f7a9c')
    expect(findingId({ ...IDENTITY, discriminator: 'coverage' })).toBe('f-98b8eff66804baca3b21b325')
  })

  it('is the start of the SHA-256 of its parts whatever their length and letters, after others of any length', () => {
    for (const resource of ['sg-1', 'x'.repeat(5000), 'ü€😀'.repeat(300), '', 'sg-1']) {
      const parts = [IDENTITY.ruleId, IDENTITY.account, IDENTITY.region, resource, '']
      const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
      expect(findingId({ ...IDENTITY, resource })).toBe(`f-${hash.slice(0, 24)}`)
    }
  })

  it('differs in every part, and parts do not run into each other', () => {
    const others = [
      { ...IDENTITY, ruleId: 'SG-00' },
      { ...IDENTITY, account: '444455556666' },
      { ...IDENTITY, region: 'eu-west-2' },
      { ...IDENTITY, resource: 'sg-2' },
      { ...IDENTITY, resource: 'sg-', discriminator: '1' },
    ]
    expect(new Set([IDENTITY, ...others].map(findingId)).size).toBe(6)
  })

  it('survives another import, another order, another name and other tags', () => {
    const before = idsOf(findingsIn({ groups: OPEN }))
    const document = sketchDocument({ groups: Object.fromEntries(Object.entries(OPEN).toReversed()) })
    const elements = new Map(document.elements)
    const groups = elements.get('SecurityGroups') ?? []
    const renamed = groups.map((group) => ({ ...group, GroupName: 'renamed', Tags: [{ Key: 'Name', Value: 'new' }] }))
    const reordered = (elements.get('RouteTables') ?? []).toReversed()
    const again = { ...document, elements: elements.set('SecurityGroups', renamed).set('RouteTables', reordered) }
    expect(idsOf(everyFinding(readDescribe([again])))).toEqual(before)
  })

  it('stays when the answer changes from fail to pass, so that a difference can be told', () => {
    const open = idsOf(findingsIn({ groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }))
    const closed = idsOf(findingsIn({ groups: { 'sg-1': [] } }))
    expect(closed['SG-003 sg-1']).toBe(open['SG-003 sg-1'])
  })

  it('is unique among all findings of a network', () => {
    const ids = findingsIn({ groups: { ...OPEN, 'sg-default': ['in all sg-default'] }, missing: ['FlowLogs'] }).map(
      ({ id }) => id,
    )
    expect(new Set(ids).size).toBe(ids.length)
  })
})
