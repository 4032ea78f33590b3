/** The repository over any Kysely database: which dialect is behind it is the opener's affair. */

import { type Kysely, sql } from 'kysely'
import { AppError } from '../errors/app-error.ts'
import type { SnapshotStore } from './store.ts'
import { appendAudit, listAudit } from './store-audit.ts'
import type { JobStore } from './store-job.ts'
import { readCells } from './store-job-cells.ts'
import {
  appendJobEvent,
  cancelJob,
  createJob,
  deleteJob,
  endJob,
  findJob,
  jobEventsAfter,
  leaseJob,
  listJobs,
  releaseJob,
  renewLease,
  saveCell,
} from './store-jobs.ts'
import {
  changeSchedule,
  createSchedule,
  deleteSchedule,
  findSchedule,
  listSchedules,
  runSchedule,
} from './store-schedules.ts'
import type { Tables } from './store-schema.ts'
import { createShare, findShare, findShareSession, listShares, openShare, revokeShare } from './store-shares.ts'
import {
  createSnapshot,
  deleteSnapshot,
  findSnapshot,
  listSnapshots,
  readShards,
  renameSnapshot,
} from './store-snapshots.ts'

/** `close` is run after the connection is given back. Whatever the database throws comes out as `storage-failed`. */
export function kyselyStore(database: Kysely<Tables>, close: () => void): SnapshotStore {
  return {
    listSnapshots: () => stored(listSnapshots(database)),
    findSnapshot: (id) => stored(findSnapshot(database, id)),
    createSnapshot: (snapshot) => stored(createSnapshot(database, snapshot)),
    renameSnapshot: (id, name) => stored(renameSnapshot(database, id, name)),
    deleteSnapshot: (id) => stored(deleteSnapshot(database, id)),
    readShards: (id) => stored(readShards(database, id)),
    createShare: (share) => stored(createShare(database, share)),
    listShares: (snapshotId) => stored(listShares(database, snapshotId)),
    findShare: (id) => stored(findShare(database, id)),
    revokeShare: (id, at) => stored(revokeShare(database, id, at)),
    openShare: (session) => stored(openShare(database, session)),
    findShareSession: (shareId, tokenHash) => stored(findShareSession(database, shareId, tokenHash)),
    ...jobStore(database),
    appendAudit: (entry) => stored(appendAudit(database, entry)),
    listAudit: () => stored(listAudit(database)),
    checkWritable: () => stored(checkWritable(database)),
    close: async () => {
      await database.destroy()
      close()
    },
  }
}

function jobStore(database: Kysely<Tables>): JobStore {
  return {
    createJob: (job, cells) => stored(createJob(database, job, cells)),
    findJob: (id) => stored(findJob(database, id)),
    listJobs: () => stored(listJobs(database)),
    leaseJob: (request) => stored(leaseJob(database, request)),
    renewLease: (lease, until) => stored(renewLease(database, lease, until)),
    releaseJob: (lease) => stored(releaseJob(database, lease)),
    endJob: (lease, end) => stored(endJob(database, lease, end)),
    cancelJob: (id, at) => stored(cancelJob(database, id, at)),
    deleteJob: (id) => stored(deleteJob(database, id)),
    saveCell: (lease, cell) => stored(saveCell(database, lease, cell)),
    readCells: (jobId) => stored(readCells(database, jobId)),
    appendJobEvent: (lease, event) => stored(appendJobEvent(database, lease, event)),
    jobEventsAfter: (jobId, sequence) => stored(jobEventsAfter(database, jobId, sequence)),
    createSchedule: (schedule) => stored(createSchedule(database, schedule)),
    listSchedules: () => stored(listSchedules(database)),
    findSchedule: (id) => stored(findSchedule(database, id)),
    changeSchedule: (id, change) => stored(changeSchedule(database, id, change)),
    deleteSchedule: (id) => stored(deleteSchedule(database, id)),
    runSchedule: (run) => stored(runSchedule(database, run)),
  }
}

/** An update that touches no row still needs the write lock and a healthy file. */
async function checkWritable(database: Kysely<Tables>): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await sql`update schema_migrations set name = name where version = -1`.execute(transaction)
  })
}

async function stored<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new AppError('storage-failed', 'The data directory could not be read or written.', {
      remedy: 'Check that its disk is not full and that this account may write to it; the log has the cause.',
      cause,
    })
  }
}
