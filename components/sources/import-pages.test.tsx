import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { FileReport, ImportNote } from '../../lib/describe/document.ts'
import type { ImportProgress } from '../shell/workspace-api.ts'
import { CollectorPage } from './collector-page.tsx'
import { Doors } from './doors.tsx'
import { FileReports, NoteList } from './file-reports.tsx'
import { ImportRunning } from './import-progress.tsx'

const nothing = () => undefined

function noteOf(parts: Partial<ImportNote> = {}): ImportNote {
  return {
    level: 'warning',
    code: 'import-truncated',
    message: 'The list ends with NextToken.',
    remedy: 'Collect the rest.',
    file: null,
    pointer: '/NextToken',
    ...parts,
  }
}

function fileOf(parts: Partial<FileReport> = {}): FileReport {
  return {
    file: 'vpcs.json',
    bytes: 4120,
    format: 'aws-cli-json',
    counts: { Vpcs: 3, Subnets: 9 },
    ignoredKeys: [],
    partial: false,
    notes: [],
    ...parts,
  }
}

const reports = (files: readonly FileReport[]) => renderToStaticMarkup(<FileReports files={files} />)

describe('what became of each file', () => {
  it('says format, size and how many resources were read', () => {
    const markup = reports([fileOf()])
    for (const said of ['vpcs.json', 'aws-cli-json', '12 resources', '4.1 kB']) expect(markup).toContain(said)
  })

  it('says so when nothing was read, rather than a bare zero', () => {
    expect(reports([fileOf({ counts: {} })])).toContain('nothing read')
  })

  it('tells message, remedy, place and page of every note', () => {
    const markup = reports([fileOf({ partial: true, notes: [noteOf()] })])
    const told = [
      'The list ends with NextToken.',
      'Collect the rest.',
      '/NextToken',
      'docs/errors/import-truncated.md',
      'Partial',
    ]
    for (const said of told) expect(markup).toContain(said)
  })

  it('puts errors above warnings, warnings above what was read, remarks last', () => {
    const markup = reports([
      fileOf({ file: 'remark', notes: [noteOf({ level: 'info' })] }),
      fileOf({ file: 'clean' }),
      fileOf({ file: 'warned', notes: [noteOf()] }),
      fileOf({ file: 'broken', notes: [noteOf({ level: 'error' })] }),
    ])
    const order = ['broken', 'warned', 'clean', 'remark'].map((name) => markup.indexOf(`<bdi>${name}</bdi>`))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
  })

  it('drops no file of hundreds', () => {
    const many = Array.from({ length: 250 }, (_, at) => fileOf({ file: `file-${at}.json` }))
    const markup = reports(many)
    expect(many.filter(({ file }) => markup.includes(`>${file}<`))).toHaveLength(250)
  })

  it('shows a hostile file name as text with its hidden characters named', () => {
    const markup = reports([fileOf({ file: 'a\u202E<b>.json' })])
    expect(markup).toContain('U+202E')
    expect(markup).not.toContain('<b>')
  })

  it('shows nothing where there is nothing to tell', () => {
    expect(reports([])).toBe('')
    expect(renderToStaticMarkup(<NoteList notes={[]} title="Notes" />)).toBe('')
  })
})

describe('an import under way', () => {
  const progress: ImportProgress = {
    phase: 'reading',
    filesDone: 3,
    filesTotal: 8,
    bytesDone: 42_000_000,
    bytesTotal: 105_000_000,
    resources: 61_204,
    currentFile: 'eu-west-1/enis.json',
  }
  const render = (parts: Partial<ImportProgress>) =>
    renderToStaticMarkup(<ImportRunning progress={{ ...progress, ...parts }} onCancel={nothing} />)

  it('says phase, files, bytes, resources and the file in hand', () => {
    const markup = render({})
    for (const said of ['Reading', '3 of 8', '42 MB of 105 MB', '61,204', 'eu-west-1/enis.json', 'Cancel'])
      expect(markup).toContain(said)
    expect(markup).toContain('aria-valuenow="40"')
  })

  it.each([
    ['counts files when the files are empty', { bytesTotal: 0, filesDone: 2, filesTotal: 4 }, 'aria-valuenow="50"'],
    ['never passes the end', { bytesDone: 900, bytesTotal: 300 }, 'aria-valuenow="100"'],
  ])('%s', (_name, parts, said) => {
    expect(render(parts)).toContain(said)
  })

  it('claims no share of the work while how much there is is unknown', () => {
    expect(render({ bytesTotal: 0, filesTotal: 0 })).not.toContain('aria-valuenow')
  })
})

describe('the first minute', () => {
  const doors = (first: boolean) =>
    renderToStaticMarkup(
      <Doors
        first={first}
        onFiles={nothing}
        onCollect={nothing}
        onSample={nothing}
        openingSample={false}
        notice={null}
      />,
    )

  it('offers three ways to a chart, and says plainly that live collection is not one of them yet', () => {
    const markup = doors(true)
    for (const door of ['Drop files', 'Connect to AWS', 'Open the sample']) expect(markup).toContain(door)
    expect(markup).toContain('comes later')
  })

  it('introduces itself once, then is only a way in', () => {
    expect(doors(true)).toContain('>Portolan<')
    expect(doors(false)).toContain('>Chart another network<')
  })
})

describe('the collector page', () => {
  it('shows the script to be copied, and where it is when the server has none', () => {
    const script = '#!/usr/bin/env bash\naws ec2 describe-vpcs'
    expect(renderToStaticMarkup(<CollectorPage script={script} onFiles={nothing} />)).toContain('aws ec2 describe-vpcs')
    expect(renderToStaticMarkup(<CollectorPage script="" onFiles={nothing} />)).toContain('docs/collect.sh')
  })
})
