/** Opens everything the server holds, in the order it depends on each other, and closes it in the other. */

import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { SnapshotStore } from '../snapshots/store.ts'
import { openSqliteStore } from '../snapshots/store-sqlite.ts'
import { sampleDocuments } from '../sources/sample/sample-estate.ts'
import { openAnalysis } from './analysis.ts'
import { type DataDirectory, openDataDirectory } from './data-directory.ts'
import { openImports } from './imports.ts'
import { errorFields, jsonLog, type Log } from './log.ts'
import { rateLimiter } from './rate-limiter.ts'
import type { Services } from './services.ts'
import { openSettingsFile } from './settings-file.ts'
import { contentOf } from './snapshot-content.ts'
import { storeContent } from './store-content.ts'
import { streamSlots } from './stream-slots.ts'
import { openWaiversFile } from './waivers-file.ts'

export interface OpenServices {
  readonly services: Services
  readonly directory: DataDirectory
  /** From now on `readyz` says no. */
  drain(): void
  close(): Promise<void>
}

export interface ServicesOptions {
  readonly data: string
  /** Another settings file than `portolan.yaml` in the data directory. */
  readonly settings?: string
  /** Another waivers file than `waivers.yaml` in the data directory. */
  readonly waivers?: string
  /** Audit entries, one JSON object a line. */
  readonly out: (text: string) => void
  /** Log lines, the same. */
  readonly log: (text: string) => void
  readonly now?: () => Date
}

/** @throws AppError `data-directory-in-use`, `data-directory-newer`, `storage-failed` */
export async function openServices({
  data,
  settings: settingsPath,
  waivers: waiversPath,
  out,
  log: write,
  now = () => new Date(),
}: ServicesOptions): Promise<OpenServices> {
  const log = jsonLog(write, now)
  const directory = openDataDirectory(data)
  if (directory.journal === 'delete') warnOfNetworkDisk(directory, log)
  try {
    const settings = await openSettingsFile({
      path: settingsPath ?? join(directory.path, 'portolan.yaml'),
      isNamed: settingsPath !== undefined,
      backups: directory.backups,
    })
    const store = await openStore(directory, now)
    const audit = auditor(store, { out: jsonLog(out, now), log, now })
    const waivers = openWaiversFile({
      path: waiversPath ?? join(directory.path, 'waivers.yaml'),
      isNamed: waiversPath !== undefined,
      log,
    })
    const waived = () => ({ waivers: waivers(), today: now().toISOString().slice(0, 10) })
    const analysis = openAnalysis({ store, settings: settings.current, waived })
    const imports = await openImports({
      folder: directory.imports,
      store: (content, name) => storeContent({ store, audit, now }, content, name),
      now,
      log,
    })
    let draining = false
    const services: Services = {
      store,
      analysis,
      settings,
      imports,
      limiter: rateLimiter(now),
      streams: streamSlots(),
      now,
      log,
      audit,
      sampleContent: async () => contentOf({ documents: sampleDocuments(), files: [], notes: [] }, 'sample'),
      notReady: async () => (draining ? 'shutting down' : notReady(store, directory)),
    }
    return {
      services,
      directory,
      drain: () => {
        draining = true
      },
      async close() {
        await imports.close()
        await analysis.close()
        await store.close()
        directory.release()
      },
    }
  } catch (error) {
    directory.release()
    throw error
  }
}

function openStore({ database, backups, journal }: DataDirectory, now: () => Date): Promise<SnapshotStore> {
  return openSqliteStore({
    file: database,
    journal,
    now: () => now().toISOString(),
    backupPath: (version) => join(backups, `schema-${version}-${now().toISOString().replaceAll(':', '-')}.sqlite`),
  })
}

interface AuditOptions {
  readonly out: Log
  readonly log: Log
  readonly now: () => Date
}

/** Printed as well as kept: an entry the database would not take is in the log all the same. */
function auditor(store: SnapshotStore, { out, log, now }: AuditOptions): Services['audit'] {
  return async (entry) => {
    out({ level: 'info', event: 'audit', ...entry })
    try {
      await store.appendAudit({ at: now().toISOString(), ...entry })
    } catch (error) {
      log({ level: 'error', event: 'audit-not-kept', ...errorFields(error) })
    }
  }
}

/** Less than this share of the disk free, and the next import may be the one that fails half-way. */
const DISK_FREE_MIN = 0.05

async function notReady(store: SnapshotStore, directory: DataDirectory): Promise<string | null> {
  const { bavail, blocks } = statfsSync(directory.path)
  if (blocks > 0 && bavail / blocks < DISK_FREE_MIN) return 'disk nearly full'
  try {
    await store.checkWritable()
    return null
  } catch {
    return 'store not writable'
  }
}

function warnOfNetworkDisk({ path }: DataDirectory, log: Log): void {
  log({
    level: 'warning',
    event: 'network-disk',
    message: `${path} is not on a disk known to be local; the slower rollback journal is used. Keep the data directory on a local disk.`,
  })
}
