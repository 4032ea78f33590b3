import { describe, expect, it } from 'vitest'
import { PLAIN_QUESTION } from '../../lib/view-state/asked-question.ts'
import { DEFAULT_VIEW_STATE, type ViewState } from '../../lib/view-state/view-state.ts'
import { greetingOf } from './use-first-finding.ts'

const snapshot = { id: 's-1', name: 'Sample estate', createdAt: '2026-11-20T14:02:00Z', source: 'sample' } as const
const sample = { snapshot, frozen: false }
const imported = { snapshot: { ...snapshot, source: 'files' as const }, frozen: false }

const greet = (parts: Partial<ViewState>, view = sample, fresh = false) =>
  greetingOf({ ...DEFAULT_VIEW_STATE, ...parts }, view, fresh)

describe('a snapshot seen for the first time', () => {
  it('opens on its worst finding when it is the sample, or was just imported', () => {
    expect(greet({})).toBe('select')
    expect(greetingOf(DEFAULT_VIEW_STATE, imported, true)).toBe('select')
  })

  it.each<[string, Partial<ViewState>]>([
    ['a finding', { finding: 'f-1' }],
    ['a resource', { selection: 'i-1' }],
    ['a place on the map', { camera: { x: 0, y: 0, zoom: 1 } }],
    ['a searched text', { query: 'db' }],
    ['a question', { ask: { ...PLAIN_QUESTION, from: 'internet', to: 'i-1' } }],
    ['the panel for questions', { panel: 'ask' }],
    ['the exposure lens', { lens: 'exposure' }],
    ['rules thought away', { without: ['sgr-1'] }],
    ['the findings', { view: 'findings' }],
    ['the gaps', { view: 'gaps' }],
  ])('is left as the link says when that names %s', (_name, parts) => {
    expect(greet(parts)).toBe('leave')
  })

  it('is left alone when it was imported another day, and on a guest’s page', () => {
    expect(greetingOf(DEFAULT_VIEW_STATE, imported, false)).toBe('leave')
    expect(greetingOf(DEFAULT_VIEW_STATE, { ...sample, frozen: true }, true)).toBe('leave')
  })

  it.each(['import', 'collect', 'snapshots'] as const)('is not greeted behind the %s page', (view) => {
    expect(greet({ view })).toBe('wait')
  })
})
