import { describe, expect, it } from 'vitest'
import { readViewState } from '../../lib/view-state/read-view-state.ts'
import { DEFAULT_VIEW_STATE, type ViewState } from '../../lib/view-state/view-state.ts'
import { keepAddress } from './address-keeper.ts'

/** A browser whose time stands still until it is told, and an address that remembers how it was changed. */
function browser() {
  let now = 0
  let due: { readonly run: () => void; readonly at: number } | null = null
  const history = ['']
  let writes = 0
  const keeper = keepAddress(
    {
      read: () => history.at(-1) ?? '',
      write: (search, push) => {
        writes += 1
        if (push) history.push(search)
        else history[history.length - 1] = search
      },
    },
    {
      now: () => now,
      later: (run, milliseconds) => {
        due = { run, at: now + milliseconds }
        return () => {
          due = null
        }
      },
    },
  )
  let state = DEFAULT_VIEW_STATE
  return {
    keeper,
    history,
    writes: () => writes,
    address: () => readViewState(history.at(-1) ?? ''),
    change: (patch: Partial<ViewState>) => {
      const before = state
      state = { ...state, ...patch }
      keeper.changed(before, state)
    },
    wait: (milliseconds: number) => {
      now += milliseconds
      if (due === null || due.at > now) return
      const { run } = due
      due = null
      run()
    },
  }
}

describe('the address', () => {
  it.each([
    ['a finding', { finding: 'f-2', selection: 'sg-2', camera: null }],
    ['a resource and its place', { selection: 'i-1', pointer: '/Tags/0', panel: 'inspector' as const }],
    ['an opened container', { levels: { 'vpc-1': 'full' as const } }],
    ['a grouping', { groupBy: 'rule' as const }],
  ])('names %s the moment it is chosen, so that it can be copied at once', (_name, patch) => {
    const page = browser()
    page.change(patch)
    expect(page.address()).toMatchObject(patch)
  })

  it('waits for a camera in motion and writes where it came to rest, once', () => {
    const page = browser()
    for (let x = 1; x <= 50; x += 1) page.change({ camera: { x, y: 0, zoom: 1 } })
    expect(page.writes()).toBe(0)
    page.wait(200)
    expect(page.writes()).toBe(1)
    expect(page.address().camera?.x).toBe(50)
  })

  it('takes what was waiting along when something is chosen, and does not write it again', () => {
    const page = browser()
    page.change({ query: 'web' })
    page.change({ selection: 'i-1' })
    expect(page.address()).toMatchObject({ query: 'web', selection: 'i-1' })
    page.wait(1000)
    expect(page.writes()).toBe(1)
  })

  it('makes a journey an entry of its own and leaves the last look behind it', () => {
    const page = browser()
    page.change({ camera: { x: 5, y: 5, zoom: 1 } })
    page.change({ view: 'findings' })
    expect(page.history).toHaveLength(2)
    expect(readViewState(page.history[0] ?? '')).toMatchObject({ view: 'map', camera: { x: 5 } })
    expect(page.address()).toMatchObject({ view: 'findings' })
  })

  it('never passes the limit of the strictest browser, and still ends at the last finding', () => {
    const page = browser()
    for (let at = 0; at < 300; at += 1) {
      page.change({ finding: `f-${at}` })
      page.wait(33)
    }
    expect(page.writes()).toBeLessThan(100)
    page.wait(200)
    expect(page.address().finding).toBe('f-299')
  })

  it('is complete when the page is left, and untouched once the browser went back', () => {
    const left = browser()
    left.change({ query: 'db' })
    left.keeper.flush()
    expect(left.address().query).toBe('db')

    const back = browser()
    back.change({ query: 'db' })
    back.keeper.forget()
    back.wait(1000)
    expect(back.writes()).toBe(0)
  })
})
