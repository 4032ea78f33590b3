import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSettings } from '../findings/parse-settings.ts'
import { DEFAULT_SETTINGS } from '../findings/settings.ts'
import { openSettingsFile } from './settings-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = () => join(folder, 'portolan.yaml')
const open = (isNamed = false) => openSettingsFile({ path: path(), isNamed, backups: folder })
const ours = parseSettings({ corporateRanges: ['198.51.100.0/24'] })
const theirs = parseSettings({ corporateRanges: ['203.0.113.0/24'] })

describe('the settings file', () => {
  it('is not needed: without one the defaults are in use, and the first save makes it, readable by nobody else', async () => {
    const file = await open()
    const read = await file.read()
    expect(read).toEqual({ settings: DEFAULT_SETTINGS, version: 'none', problem: null })
    const { version } = await file.write(ours, read.version)
    expect(version).toMatch(/^[0-9a-f]{64}$/)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect((await (await open()).read()).settings).toEqual(ours)
  })

  it('is an error when it was named and is not there', async () => {
    await expect(open(true)).rejects.toMatchObject({ code: 'usage' })
  })

  it.each([
    ['is not YAML', 'a: [', 'not valid YAML'],
    ['names what is no setting', 'colour: red', 'colour'],
    ['holds a value that is wrong', 'corporateRanges: [here]', 'corporateRanges.0'],
  ])('stops the start when it %s, rather than judging by settings nobody meant', async (_how, text, told) => {
    writeFileSync(path(), text)
    await expect(open()).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(told) })
  })

  it('puts what it writes into use at once, under another name', async () => {
    const file = await open()
    const before = file.current()
    await file.write(ours, 'none')
    expect(file.current().settings).toEqual(ours)
    expect(file.current().hash).not.toBe(before.hash)
  })

  it('refuses who replaces another version than the one there, and loses nothing', async () => {
    const file = await open()
    await file.write(theirs, 'none')
    const kept = readFileSync(path(), 'utf8')
    await expect(file.write(ours, 'none')).rejects.toMatchObject({ code: 'settings-changed' })
    expect(readFileSync(path(), 'utf8')).toBe(kept)
    expect(file.current().settings).toEqual(theirs)
  })

  it('lets one of two that save at the same time win', async () => {
    const file = await open()
    const ended = await Promise.allSettled([file.write(ours, 'none'), file.write(theirs, 'none')])
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect((await file.read()).settings).toEqual(ours)
  })

  it('never writes over what was changed by hand, and takes it into use when it is read', async () => {
    const file = await open()
    const { version } = await file.write(ours, 'none')
    writeFileSync(path(), '# by hand\ncorporateRanges: [203.0.113.0/24]\n')
    await expect(file.write(ours, version)).rejects.toMatchObject({ code: 'settings-changed' })
    expect(file.current().settings).toEqual(ours)
    expect((await file.read()).settings).toEqual(theirs)
    expect(file.current().settings).toEqual(theirs)
  })

  it('stays with the settings in use while the file is wrong, and says what is wrong', async () => {
    const file = await open()
    await file.write(ours, 'none')
    writeFileSync(path(), 'corporateRanges: [here]')
    const read = await file.read()
    expect(read.settings).toEqual(ours)
    expect(read.problem).toMatchObject({ pointer: '/corporateRanges/0' })
    expect(file.current().settings).toEqual(ours)
  })

  it('keeps what a save replaces, comments and all, and leaves no half-written file', async () => {
    writeFileSync(path(), '# the reason is in ticket 12\ncorporateRanges: [203.0.113.0/24]\n')
    const file = await open()
    await file.write(ours, (await file.read()).version)
    const names = readdirSync(folder)
    const backup = names.find((name) => name.startsWith('settings-')) ?? ''
    expect(readFileSync(join(folder, backup), 'utf8')).toContain('ticket 12')
    expect(names.filter((name) => name.endsWith('.next'))).toEqual([])
  })

  it('writes through a link to the file it leads to', async () => {
    const real = join(folder, 'real.yaml')
    writeFileSync(real, 'adminPorts: [22]')
    symlinkSync(real, path())
    const file = await open(true)
    await file.write(ours, (await file.read()).version)
    expect(readFileSync(real, 'utf8')).toContain('198.51.100.0/24')
  })
})
