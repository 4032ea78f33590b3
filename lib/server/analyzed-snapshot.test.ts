import { describe, expect, it } from 'vitest'
import { DocumentBuilder } from '../describe/document-builder.ts'
import type { Finding } from '../findings/finding.ts'
import { parseWaivers } from '../findings/parse-waivers.ts'
import { sketchDocument } from '../testing/sketch-network.ts'
import type { Question } from './analysis-question.ts'
import { analyzeShards, answerQuestion } from './analyzed-snapshot.ts'
import { contentOf } from './snapshot-content.ts'

/** Three VPCs of a file whose name is its owner's business. */
function snapshotOfAFile() {
  const builder = new DocumentBuilder()
  for (const index of [0, 1, 2]) {
    builder.add({
      key: 'Vpcs',
      element: { VpcId: `vpc-0${index}`, CidrBlock: `10.${index}.0.0/16`, OwnerId: '111122223333' },
      origin: { file: 'secret-project/vpcs.json', pointer: `/Vpcs/${index}` },
      account: '111122223333',
      region: 'eu-west-1',
    })
  }
  return analyzeShards(contentOf({ documents: builder.finish(), files: [], notes: [] }, 'files').shards)
}

/** One finding fails in it for sure: TIER-010. */
function snapshotWithASubnet() {
  const document = sketchDocument({})
  return analyzeShards(contentOf({ documents: [document], files: [], notes: [] }, 'files').shards)
}

const answer = (question: Question) => answerQuestion(snapshotOfAFile(), question)

describe('a snapshot thought through', () => {
  it('tells the owner which file a resource came from, and a guest not', () => {
    const told = (withFile: boolean) => answer({ kind: 'resource', id: 'vpc-01', withFile }) ?? ''
    expect(JSON.parse(told(true))).toMatchObject({
      source: { file: 'secret-project/vpcs.json', filePointer: '/Vpcs/1', pointer: '/Vpcs/1' },
    })
    expect(JSON.parse(told(false))).toMatchObject({ source: { file: null, filePointer: null, pointer: '/Vpcs/1' } })
    expect(told(false)).not.toContain('secret-project')
  })

  it('answers of each finding it lists all of it, and what closing it would break', () => {
    const view = JSON.parse(answer({ kind: 'view', scene: { levels: [], reveal: [], scope: null } }) ?? '')
    const { id, ruleId } = view.findings[0]
    expect(JSON.parse(answer({ kind: 'finding', id }) ?? '')).toEqual(view.findings[0])
    expect(JSON.parse(answer({ kind: 'blast-radius', id }) ?? '')).toHaveProperty('radius')
    expect(view.names.rules[ruleId]).toMatch(/\w+ \w+/)
  })

  it('marks what the team waived for the team, on the day, and for no guest', () => {
    const scene = { levels: [], reveal: [], scope: null }
    const waivers = parseWaivers([{ rule: 'TIER-010', reason: 'a test VPC', until: '2027-01-31' }])
    const told = (today: string, withWaivers = false): readonly Finding[] => {
      const question = { kind: 'view' as const, scene, ...(withWaivers && { withWaivers }) }
      return JSON.parse(answerQuestion(snapshotWithASubnet(), question, { waivers, today }) ?? '').findings
    }
    const mutes = (...asked: Parameters<typeof told>) =>
      told(...asked).flatMap(({ ruleId, mute }) => (mute ? [`${ruleId} ${mute.reason}`] : []))
    const lapses = (...asked: Parameters<typeof told>) =>
      told(...asked).flatMap(({ waiverLapsed }) => waiverLapsed ?? [])
    expect(mutes('2027-01-31', true)).toEqual(['TIER-010 a test VPC'])
    expect(mutes('2027-02-01', true)).toEqual([])
    expect(lapses('2027-02-01', true)).toEqual(['It ended on 2027-01-31.'])
    expect(lapses('2027-02-01')).toEqual([])
    expect(lapses('2027-01-31', true)).toEqual([])
    expect(mutes('2027-01-31')).toEqual([])
  })

  it('finds by what is waived for the team, and tells no guest what that is', () => {
    const waived = { waivers: parseWaivers([{ rule: 'TIER-010', reason: 'a test VPC' }]), today: '2027-01-31' }
    const found = (text: string, withWaivers: boolean) => {
      const question = { kind: 'resources' as const, offset: 0, limit: 10, text, withWaivers }
      const page = JSON.parse(answerQuestion(snapshotWithASubnet(), question, waived) ?? '')
      return page.rows.map(({ id }: { id: string }) => id)
    }
    expect(found('waived:yes', true)).toEqual(['vpc-1'])
    expect(found('waived:yes', false)).toEqual([])
    expect(found('waived:no rule:TIER-010', true)).toEqual([])
    expect(found('waived:no rule:TIER-010', false)).toEqual(['vpc-1'])
  })

  it.each(['finding', 'blast-radius'] as const)('has no %s of an id that names none', (kind) => {
    expect(answer({ kind, id: 'f-none' })).toBeNull()
  })

  it.each<[string, Question]>([
    ['view', { kind: 'view', scene: { levels: [], reveal: [], scope: null } }],
    ['scene', { kind: 'scene', scene: { levels: [], reveal: [], scope: null } }],
    ['table', { kind: 'resources', offset: 0, limit: 100, text: '' }],
    ['picture', { kind: 'svg', theme: 'light', lens: 'placement', title: 't' }],
  ])('names no file in a %s, which guests see too', (_what, question) => {
    expect(answer(question)).toContain('vpc-0')
    expect(answer(question)).not.toContain('secret-project')
  })

  it('has no answer about what is not in it', () => {
    expect(answer({ kind: 'resource', id: 'vpc-09', withFile: true })).toBeNull()
  })

  it('gives the page that was asked for, and how many there are', () => {
    const page = JSON.parse(answer({ kind: 'resources', offset: 1, limit: 1, text: '' }) ?? '')
    expect(page).toMatchObject({ total: 3, rows: [{ id: 'vpc-01' }] })
    expect(JSON.parse(answer({ kind: 'resources', offset: 9, limit: 1, text: '' }) ?? '')).toEqual({
      total: 3,
      rows: [],
    })
  })

  it('weighs what its text weighs', () => {
    const { byteLength, documents } = snapshotOfAFile()
    expect(byteLength).toBeGreaterThan(100)
    expect(byteLength).toBe(contentOf({ documents, files: [], notes: [] }, 'files').shards[0]?.ref.byteLength)
  })
})
