/** The data directory: ours alone while we run, readable by nobody else, on a disk we know how to trust. */

import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../errors/app-error.ts'
import { loadSqlite } from '../snapshots/store-node-sqlite.ts'

export interface DataDirectory {
  readonly path: string
  readonly database: string
  readonly imports: string
  readonly backups: string
  /** `delete` where the disk is, or may be, on a network: there WAL loses data. Source: SQLite, "Write-Ahead Logging", section 1. */
  readonly journal: 'wal' | 'delete'
  /** Gives the directory back. */
  release(): void
}

/** Locks this process holds. A lock nobody refers to would be collected, and the directory given away with it. */
const HELD = new Set<DatabaseSync>()

/**
 * Makes the directory when it is missing and takes it.
 * @throws AppError `data-directory-in-use` naming the holder's process id, `storage-failed` when it cannot be used
 */
export function openDataDirectory(path: string): DataDirectory {
  const directory = resolve(path)
  const lock = withoutSurprise(directory, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    chmodSync(directory, 0o700)
    mkdirSync(join(directory, 'backups'), { recursive: true, mode: 0o700 })
    return takeLock(directory)
  })
  return {
    path: directory,
    database: join(directory, 'portolan.sqlite'),
    imports: join(directory, 'imports'),
    backups: join(directory, 'backups'),
    journal: isLocalDisk(directory) ? 'wal' : 'delete',
    release: () => {
      rmSync(holderFile(directory), { force: true })
      HELD.delete(lock)
      lock.close()
    },
  }
}

/**
 * The lock is one the system holds for a living process, through SQLite's own locking, so a killed server
 * leaves none behind and a process id used again blocks nobody. The file beside it only tells who holds it.
 */
function takeLock(directory: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite()
  const lockFile = join(directory, 'portolan.lock')
  makeOwn(lockFile)
  const lock = new DatabaseSync(lockFile)
  try {
    lock.exec('pragma busy_timeout = 0')
    lock.exec('pragma journal_mode = delete')
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw inUse(directory, cause)
  }
  HELD.add(lock)
  writeHolder(directory)
  return lock
}

/**
 * SQLite would make the file as the umask says, and gives its journal the same mode. One that exists is never opened
 * here: closing it again would end every lock this process holds on it. Source: fcntl(2), "Record locking".
 */
function makeOwn(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: 0o600 })
  } catch {
    chmodSync(file, 0o600)
  }
}

function holderFile(directory: string): string {
  return join(directory, 'portolan.pid')
}

function writeHolder(directory: string): void {
  const holder = { pid: process.pid, bootId: bootId(), startedAt: new Date().toISOString() }
  const temporary = `${holderFile(directory)}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  renameSync(temporary, holderFile(directory))
}

function inUse(directory: string, cause: unknown): AppError {
  const pid = holderPid(directory)
  const who = pid === null ? 'another process' : `process ${pid}`
  return new AppError('data-directory-in-use', `The data directory ${directory} is in use by ${who}.`, {
    remedy: 'Stop that server, or start this one with another --data directory.',
    cause,
  })
}

function holderPid(directory: string): number | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderFile(directory), 'utf8'))
    return typeof holder === 'object' && holder !== null && 'pid' in holder && typeof holder.pid === 'number'
      ? holder.pid
      : null
  } catch {
    return null
  }
}

function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

/** `f_type` of file systems known to lock and map files as SQLite's WAL needs. Source: statfs(2), linux/magic.h. */
const LOCAL_DISKS = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // xfs
  0x9123683e, // btrfs
  0xf2f52010, // f2fs
  0x2fc12fc1, // zfs
  0xca451a4e, // bcachefs
  0x01021994, // tmpfs
  0x794c7630, // overlayfs
  0x52654973, // reiserfs
  0x3153464a, // jfs
])

/** On other systems than Linux the numbers mean something else; there a local disk is taken for granted. */
export function isLocalDisk(
  directory: string,
  type = statfsSync(directory).type,
  platform = process.platform,
): boolean {
  return platform !== 'linux' || LOCAL_DISKS.has(type >>> 0)
}

function withoutSurprise<T>(directory: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('storage-failed', `The data directory ${directory} cannot be used.`, {
      remedy: 'Check that it is a directory this account may write to, or give another with --data.',
      cause,
    })
  }
}
