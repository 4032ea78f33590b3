import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LogLine } from './log.ts'
import { openWaiversFile } from './waivers-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waivers-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lines: LogLine[] = []
const path = () => join(folder, 'waivers.yaml')
const opened = (isNamed = false) => openWaiversFile({ path: path(), isNamed, log: (line) => lines.push(line) })
let written = 0

/** Each write has a time of its own, however coarse the clock of the disk is. */
function write(text: string): void {
  writeFileSync(path(), text)
  written += 1
  utimesSync(path(), written, written)
}

const OF_A_GROUP = 'waivers:\n  - rule: SG-003\n    resource: sg-1\n    reason: agreed\n    until: 2027-01-31\n'

describe('the waivers of the dashboard', () => {
  it('are none without a file, unless somebody named it', () => {
    expect(opened()()).toEqual([])
    expect(() => opened(true)).toThrow('There is no waivers file')
  })

  it('are those of the file, also after it was changed by hand or taken away', () => {
    const current = opened()
    write(OF_A_GROUP)
    expect(current()).toMatchObject([{ ruleId: 'SG-003', resource: 'sg-1', reason: 'agreed', until: '2027-01-31' }])
    write(OF_A_GROUP.replace('sg-1', 'sg-2'))
    expect(current()).toMatchObject([{ resource: 'sg-2' }])
    rmSync(path())
    expect(current()).toEqual([])
  })

  it('refuse to start with a file that is wrong', () => {
    write('waivers: [ { rule: SG-003 } ]')
    expect(() => opened()).toThrow('The waivers are not valid')
    write('a: [')
    expect(() => opened()).toThrow('is not valid YAML')
  })

  it('stay as they were while the file is wrong, and say so once in the log', () => {
    write(OF_A_GROUP)
    const current = opened()
    lines.length = 0
    write('waivers: nothing')
    expect(current()).toHaveLength(1)
    expect(current()).toHaveLength(1)
    expect(lines).toMatchObject([{ level: 'warning', event: 'waivers-not-valid' }])
  })
})
