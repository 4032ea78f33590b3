import { describe, expect, it } from 'vitest'
import { readViewState } from '../../lib/view-state/read-view-state.ts'
import { DEFAULT_VIEW_STATE, type ViewState } from '../../lib/view-state/view-state.ts'
import { sharedView } from './shared-view.ts'

const state: ViewState = {
  ...DEFAULT_VIEW_STATE,
  snapshot: 's-1',
  finding: 'f-1',
  selection: 'sg-1',
  levels: { 'vpc-1': 'full' },
  camera: { x: 10, y: 20, zoom: 0.5 },
}

describe('the view a link opens at', () => {
  it('is the sender’s, and names no snapshot: the share already is one', () => {
    expect(readViewState(sharedView(state))).toEqual({ ...state, snapshot: null })
  })

  it('keeps the finding when hundreds of opened containers would make it too long', () => {
    const levels = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`subnet-${at}`, 'chip' as const]))
    const shared = sharedView({ ...state, levels })
    expect(shared.length).toBeLessThan(4096)
    expect(readViewState(shared)).toMatchObject({ finding: 'f-1', selection: 'sg-1', levels: {} })
  })
})
