/**
 * What the process holds once: the store, the workers, the clock. The process that serves makes it; the
 * routes, which Next bundles apart, find it here. So nothing heavy is bundled and nothing is opened twice.
 */

import type { AuditEntry, SnapshotStore } from '../snapshots/store.ts'
import type { Analysis } from './analysis.ts'
import type { Imports } from './imports.ts'
import type { Log } from './log.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { SettingsFile } from './settings-file.ts'
import type { NewContent } from './snapshot-content.ts'
import type { StreamSlots } from './stream-slots.ts'

export interface Services {
  readonly store: SnapshotStore
  readonly analysis: Analysis
  readonly settings: SettingsFile
  readonly imports: Imports
  readonly limiter: RateLimiter
  readonly streams: StreamSlots
  readonly now: () => Date
  readonly log: Log
  /** Keeps an entry in the database and prints it. */
  readonly audit: (entry: Omit<AuditEntry, 'at'>) => Promise<void>
  /** The built-in estate, ready to store. */
  readonly sampleContent: () => Promise<NewContent>
  /** Null while all is well; otherwise why no traffic should come. */
  readonly notReady: () => Promise<string | null>
}

const KEY = Symbol.for('portolan.services')

export function provideServices(services: Services | undefined): void {
  Reflect.set(globalThis, KEY, services)
}

/** Throws when the routes run without the server around them, as under a bare `next start`: then nothing guards them. */
export function getServices(): Services {
  const services = findServices()
  if (!services) throw new Error('The routes run only behind `portolan serve`.')
  return services
}

export function findServices(): Services | undefined {
  const services: Services | undefined = Reflect.get(globalThis, KEY)
  return services
}
