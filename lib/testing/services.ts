/** The services of the server with a real store in a temporary folder, a clock one can turn, and an analysis that repeats the question. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Analysis } from '../server/analysis.ts'
import { type Imports, type ImportsOptions, openImports } from '../server/imports.ts'
import type { LogLine } from '../server/log.ts'
import { rateLimiter } from '../server/rate-limiter.ts'
import { provideServices, type Services } from '../server/services.ts'
import { openSettingsFile } from '../server/settings-file.ts'
import type { NewContent } from '../server/snapshot-content.ts'
import { storeContent } from '../server/store-content.ts'
import { streamSlots } from '../server/stream-slots.ts'
import { openSqliteStore } from '../snapshots/store-sqlite.ts'

export interface TestServices {
  readonly services: Services
  readonly folder: string
  readonly logged: LogLine[]
  /** Sets the clock. */
  setNow(iso: string): void
  dispose(): Promise<void>
}

export interface TestServicesOptions {
  readonly analysis?: Analysis
  /** Passed on to the imports: a worker of the test's own. */
  readonly imports?: Pick<ImportsOptions, 'workerUrl' | 'limits'>
}

/** Also puts them where the routes look for them, until disposed. */
export async function testServices({ analysis = echo, imports }: TestServicesOptions = {}): Promise<TestServices> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-services-'))
  let clock = new Date('2026-11-23T10:00:00.000Z')
  const now = () => clock
  const logged: LogLine[] = []
  const store = await openSqliteStore({
    file: join(folder, 'portolan.sqlite'),
    journal: 'wal',
    now: () => now().toISOString(),
    backupPath: () => join(folder, 'backup.sqlite'),
  })
  const audit: Services['audit'] = (entry) => store.appendAudit({ at: now().toISOString(), ...entry })
  const opened: Imports = await openImports({
    folder: join(folder, 'imports'),
    store: (content, name) => storeContent({ store, audit, now }, content, name),
    now,
    log: (line) => logged.push(line),
    ...imports,
  })
  const settings = await openSettingsFile({
    path: join(folder, 'portolan.yaml'),
    isNamed: false,
    backups: folder,
  })
  const services: Services = {
    store,
    analysis,
    settings,
    imports: opened,
    limiter: rateLimiter(now),
    streams: streamSlots(),
    now,
    log: (line) => logged.push(line),
    audit,
    sampleContent: async () => contentOfOneVpc('sample'),
    notReady: async () => null,
  }
  provideServices(services)
  return {
    services,
    folder,
    logged,
    setNow: (iso) => {
      clock = new Date(iso)
    },
    async dispose() {
      provideServices(undefined)
      await opened.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Answers with the question, so that a test sees what was asked of whom. */
const echo: Analysis = {
  ask: async (snapshotId, question) => JSON.stringify({ snapshotId, question }),
  close: async () => {},
}

export function contentOfOneVpc(source: 'files' | 'sample' = 'files'): NewContent {
  const ref = {
    sha256: 'a'.repeat(64),
    account: '111122223333',
    region: 'eu-west-1',
    collectedAt: null,
    elementCount: 1,
    byteLength: 2,
  }
  return {
    source,
    contentHash: 'c'.repeat(64),
    resourceCount: 1,
    shards: [{ ref, content: new Uint8Array([1]), origins: null }],
    files: [],
    notes: [],
  }
}
