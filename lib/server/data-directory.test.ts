import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLocalDisk, openDataDirectory } from './data-directory.ts'

const MODULE = new URL('./data-directory.ts', import.meta.url).href

describe('the data directory', () => {
  let parent = ''
  const path = () => join(parent, 'data')
  const holder = () => JSON.parse(readFileSync(join(path(), 'portolan.pid'), 'utf8'))

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'portolan-data-'))
  })
  afterEach(() => rmSync(parent, { recursive: true }))

  /** Another process that takes the directory and says `ready`, or why it could not. */
  const program = `
    const { openDataDirectory } = await import(${JSON.stringify(MODULE)})
    try { openDataDirectory(process.argv[1]); globalThis.gc?.(); console.log('ready'); setInterval(() => {}, 1000) }
    catch (error) { console.log(error.code + ': ' + error.message) }`

  it('is made for its owner alone, also where it stood open', () => {
    openDataDirectory(path()).release()
    expect(statSync(path()).mode & 0o777).toBe(0o700)
    chmodSync(path(), 0o755)
    openDataDirectory(path()).release()
    expect(statSync(path()).mode & 0o777).toBe(0o700)
  })

  it('holds a lock that nobody else may read or write, also one made before', () => {
    const lockMode = () => statSync(join(path(), 'portolan.lock')).mode & 0o777
    openDataDirectory(path()).release()
    expect(lockMode()).toBe(0o600)
    chmodSync(join(path(), 'portolan.lock'), 0o644)
    const held = openDataDirectory(path())
    expect(lockMode()).toBe(0o600)
    for (const name of readdirSync(path()).filter((file) => file.startsWith('portolan.'))) {
      expect(statSync(join(path(), name)).mode & 0o077).toBe(0)
    }
    held.release()
  })

  it('is held by one server at a time, which says who it is', () => {
    const first = openDataDirectory(path())
    expect(holder()).toMatchObject({ pid: process.pid, bootId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(() => openDataDirectory(path())).toThrowError(
      expect.objectContaining({
        code: 'data-directory-in-use',
        message: expect.stringContaining(`process ${process.pid}`),
      }),
    )
    first.release()
    openDataDirectory(path()).release()
  })

  it('is refused to another process, with the id of the first', () => {
    const held = openDataDirectory(path())
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', program, path()], { encoding: 'utf8' })
    expect(other.stdout).toContain(
      `data-directory-in-use: The data directory ${path()} is in use by process ${process.pid}.`,
    )
    expect(other.stderr).toBe('')
    held.release()
  })

  it('is held even where nobody keeps hold of it, and is free the moment its server is killed', async () => {
    const server = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program, path()])
    const [said] = await once(server.stdout, 'data')
    expect(String(said)).toContain('ready')
    expect(() => openDataDirectory(path())).toThrowError(expect.objectContaining({ code: 'data-directory-in-use' }))
    server.kill('SIGKILL')
    await once(server, 'exit')
    expect(holder().pid).toBe(server.pid)
    const taken = openDataDirectory(path())
    expect(holder().pid).toBe(process.pid)
    taken.release()
  })

  it('is not denied by a note about a process id that somebody else has now', () => {
    openDataDirectory(path()).release()
    writeFileSync(join(path(), 'portolan.pid'), JSON.stringify({ pid: 1, bootId: null }))
    openDataDirectory(path()).release()
  })

  it('says so when it cannot be one', () => {
    writeFileSync(path(), 'a file')
    expect(() => openDataDirectory(path())).toThrowError(expect.objectContaining({ code: 'storage-failed' }))
  })

  it.each([
    ['ext4', 0xef53, true],
    ['btrfs, as a negative number', 0x9123683e | 0, true],
    ['tmpfs', 0x01021994, true],
    ['NFS', 0x6969, false],
    ['SMB', 0xff534d42 | 0, false],
    ['9p', 0x01021997, false],
    ['FUSE, which may be anything', 0x65735546, false],
  ])('on %s uses a write-ahead log only where that is safe', (_name, type, local) => {
    expect(isLocalDisk('/', type, 'linux')).toBe(local)
  })
})
