import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { countBySeverity } from '../findings/rank-findings.ts'
import { SeverityFilter } from '../findings/severity-filter.tsx'
import { commandOf } from '../topology/map-keys.ts'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { Rail } from './rail.tsx'
import { ShortcutList } from './shortcut-sheet.tsx'
import { problemOf } from './use-request.ts'
import { RequestFailed } from './workspace-api.ts'

const nothing = () => undefined

describe('the rail', () => {
  const rail = (parts: Partial<Parameters<typeof Rail>[0]>) =>
    renderToStaticMarkup(
      <Rail view="map" onView={nothing} owner hasChart criticalCount={0} asking={false} onAsk={nothing} {...parts} />,
    )

  it('gives a guest the chart and nothing of the owner', () => {
    const markup = rail({ owner: false })
    expect(markup).toContain('Findings')
    expect(markup).not.toContain('Snapshots')
    expect(markup).not.toContain('Import')
  })

  it('offers no view of a chart while there is none', () => {
    const markup = rail({ hasChart: false })
    expect(markup).not.toContain('Findings')
    expect(markup).toContain('Import')
  })

  it('says which view is open, the collector being a part of import', () => {
    expect(rail({ view: 'gaps' }).match(/aria-current="page"/g)).toHaveLength(1)
    expect(rail({ view: 'collect' })).toMatch(/aria-current="page".*Import/s)
  })

  it('says whether the panel for questions is open, and offers it to guests too', () => {
    expect(rail({ asking: true, owner: false })).toMatch(/aria-expanded="true".*Ask/s)
    expect(rail({})).toContain('aria-expanded="false"')
    expect(rail({ hasChart: false })).not.toContain('aria-expanded')
  })

  it('says in words what the red dot says', () => {
    expect(rail({ criticalCount: 2 })).toContain('critical ones among them')
    expect(rail({})).not.toContain('critical ones among them')
  })
})

describe('the severity chips', () => {
  it('say which are on, and how many there are of each', () => {
    const counts = { ...countBySeverity([]), critical: 1204 }
    const markup = renderToStaticMarkup(<SeverityFilter counts={counts} chosen={['critical']} onChange={nothing} />)
    expect(markup.match(/aria-pressed="true"/g)).toHaveLength(1)
    expect(markup.match(/aria-pressed="false"/g)).toHaveLength(4)
    expect(markup).toContain('1,204')
  })
})

describe('the breadcrumb', () => {
  it('offers the way out of a scope only inside one', () => {
    const crumb = (scope: string | null) =>
      renderToStaticMarkup(<Breadcrumb first="prod" scope={scope} onLeaveScope={nothing} />)
    expect(crumb('vpc-1')).toContain('Show everything again')
    expect(crumb(null)).not.toContain('Show everything again')
  })
})

describe('an error on screen', () => {
  const problem = {
    code: 'import-not-json',
    message: 'Not JSON.',
    remedy: 'Use --output json.',
    file: 'a.txt',
    pointer: '/Vpcs/0',
    reference: 'r-1',
  }

  it('says what, where, what to do, and which page tells more', () => {
    const markup = renderToStaticMarkup(<ProblemNotice problem={problem} />)
    for (const said of ['Not JSON.', 'Use --output json.', 'a.txt /Vpcs/0', 'docs/errors/import-not-json.md', 'r-1'])
      expect(markup).toContain(said)
    expect(markup).toContain('role="alert"')
  })

  it('is the server’s own words when it spoke, and called a bug when nobody foresaw it', () => {
    expect(problemOf(new RequestFailed(problem))).toBe(problem)
    expect(problemOf(new TypeError('x is undefined'))).toMatchObject({ code: 'internal', message: 'x is undefined' })
    expect(problemOf('a thrown text')).toMatchObject({ code: 'internal' })
  })
})

describe('the sheet of keys', () => {
  const sheet = (owner: boolean) => renderToStaticMarkup(<ShortcutList owner={owner} />)

  it('names every plain key the map answers to', () => {
    const told = sheet(true)
    for (const key of ['Enter', 'Home', 'End', 'e', 'E', 'f', '0', '+', '[', ']']) {
      expect(commandOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }), key).not.toBeNull()
      expect(told).toMatch(new RegExp(`<kbd[^>]*>(?:[^<]* )?${key.replace(/[[\]+]/, '\\$&')}(?: [^<]*)?</kbd>`))
    }
  })

  it('offers a guest no view that a guest does not have', () => {
    expect(sheet(true)).toContain('g s')
    expect(sheet(false)).not.toContain('g s')
    expect(sheet(false)).not.toContain('g i')
  })
})
