import { describe, expect, it } from 'vitest'
import { type EmphasisQuery, emphasise } from './emphasis.ts'
import { smallScene } from './scene-fixture.ts'
import { indexScene } from './scene-index.ts'

const index = indexScene(smallScene())
const NOTHING: EmphasisQuery = { selection: null, path: [], highlighted: new Set(), matches: null }
const lit = (query: Partial<EmphasisQuery>) => [...emphasise(index, { ...NOTHING, ...query }).lit].toSorted()

describe('emphasise', () => {
  it('dims nothing at rest', () => {
    expect(emphasise(index, NOTHING).mode).toBe('rest')
  })

  it('lights a resource with the far ends of its lines and the boxes around them', () => {
    const emphasis = emphasise(index, { ...NOTHING, selection: 'i-web-1' })
    expect(emphasis.selectedNode).toBe('fold:web')
    expect([...emphasis.litLines]).toEqual(['alb>fold:web', 'fold:web>db'])
    expect([...emphasis.lit]).toEqual(expect.arrayContaining(['fold:web', 'alb', 'db', 'subnet-data-a', 'vpc-1']))
    expect(emphasis.lit.has('i-bastion')).toBe(false)
  })

  it('lights what is inside a selected container', () => {
    expect(lit({ selection: 'subnet-web-a' })).toEqual(expect.arrayContaining(['i-bastion', 'fold:web', 'igw-1']))
  })

  it('lights the ends of the lines a security group makes, though it has no box', () => {
    const emphasis = emphasise(index, { ...NOTHING, selection: 'sg-web' })
    expect(emphasis.selectedNode).toBeNull()
    expect([...emphasis.litLines]).toEqual(['alb>fold:web'])
    expect(emphasis.mode).toBe('selection')
  })

  it('stays at rest for a selection that is nowhere on the map', () => {
    expect(emphasise(index, { ...NOTHING, selection: 'sg-elsewhere' }).mode).toBe('rest')
  })

  it('lights the hops of a finding with its resources, and a selection beside them', () => {
    const path = ['internet', 'igw-1', 'rtb-1', 'eni-bastion'].map((component) => ({
      component,
      label: '',
      detail: '',
      outcome: 'passes' as const,
    }))
    const emphasis = emphasise(index, { ...NOTHING, path, highlighted: new Set(['i-bastion']), selection: 'tgw-1' })
    expect(emphasis.mode).toBe('path')
    expect([...emphasis.onPath]).toEqual(['internet', 'igw-1', 'i-bastion'])
    expect(emphasis.lit.has('tgw-1')).toBe(true)
    expect(emphasis.lit.has('db')).toBe(false)
    expect(emphasis.litLines.size).toBe(0)
  })

  it('lights the lines of the subnet for a resource that has none', () => {
    expect([...emphasise(index, { ...NOTHING, selection: 'i-bastion' }).litLines]).toEqual(['subnet-web-a>igw-1'])
  })

  it('lights the lines between the resources of a finding without a path', () => {
    const highlighted = new Set(['subnet-web-a', 'igw-1'])
    expect([...emphasise(index, { ...NOTHING, highlighted }).litLines]).toEqual(['subnet-web-a>igw-1'])
  })

  it('lights what a search found and dims all when it found nothing', () => {
    expect(lit({ matches: new Set(['db']) })).toEqual(['az:a', 'db', 'subnet-data-a', 'vpc-1'])
    const empty = emphasise(index, { ...NOTHING, matches: new Set() })
    expect([empty.mode, empty.lit.size]).toEqual(['search', 0])
  })
})
