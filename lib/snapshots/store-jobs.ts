/** The queue, in SQL every dialect speaks: leases are compared and set, never assumed. */

import type { Kysely, Transaction } from 'kysely'
import type { JobCell, JobEnd, JobEvent, JobLease, JobRecord, JobState, LeaseRequest, NewJob } from './store-job.ts'
import { deleteCells, insertCell } from './store-job-cells.ts'
import type { JobTable, Tables } from './store-schema.ts'
import { insertSnapshot } from './store-snapshots.ts'

const LISTED = 100

export async function createJob(
  database: Kysely<Tables>,
  job: NewJob,
  cells: readonly JobCell[] = [],
): Promise<JobRecord> {
  return database.transaction().execute(async (transaction) => {
    const record = await insertJob(transaction, job)
    for (const cell of cells) await insertCell(transaction, job.id, cell)
    return record
  })
}

export async function insertJob(transaction: Transaction<Tables>, job: NewJob): Promise<JobRecord> {
  const row: JobTable = {
    id: job.id,
    kind: job.kind,
    state: 'queued',
    plan: job.plan,
    lease_owner: null,
    lease_until: null,
    attempt: 0,
    created_at: job.createdAt,
    started_at: null,
    ended_at: null,
    result: null,
  }
  await transaction.insertInto('jobs').values(row).execute()
  return recordOf(row)
}

export async function findJob(database: Kysely<Tables>, id: string): Promise<JobRecord | null> {
  const row = await database.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? recordOf(row) : null
}

export async function listJobs(database: Kysely<Tables>): Promise<readonly JobRecord[]> {
  const rows = await database
    .selectFrom('jobs')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(LISTED)
    .execute()
  return rows.map(recordOf)
}

export async function leaseJob(
  database: Kysely<Tables>,
  { owner, now, until }: LeaseRequest,
): Promise<JobRecord | null> {
  return database.transaction().execute(async (transaction) => {
    const free = await transaction
      .selectFrom('jobs')
      .selectAll()
      .where(({ or, and, eb }) =>
        or([eb('state', '=', 'queued'), and([eb('state', '=', 'running'), eb('lease_until', '<=', now)])]),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (!free) return null
    // The attempt is what two runners that saw the same row would both have to raise: the second finds none to raise.
    const taken = await transaction
      .updateTable('jobs')
      .set({
        state: 'running',
        lease_owner: owner,
        lease_until: until,
        attempt: free.attempt + 1,
        started_at: free.started_at ?? now,
      })
      .where('id', '=', free.id)
      .where('state', '=', free.state)
      .where('attempt', '=', free.attempt)
      .returningAll()
      .executeTakeFirst()
    return taken ? recordOf(taken) : null
  })
}

export async function renewLease(database: Kysely<Tables>, lease: JobLease, until: string): Promise<boolean> {
  return changeHeld(database, lease, { lease_until: until })
}

export async function releaseJob(database: Kysely<Tables>, lease: JobLease): Promise<boolean> {
  const result = await database
    .updateTable('jobs')
    .set(({ eb }) => ({ state: 'queued', lease_owner: null, lease_until: null, attempt: eb('attempt', '-', 1) }))
    .where('id', '=', lease.jobId)
    .where('state', '=', 'running')
    .where('lease_owner', '=', lease.owner)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function endJob(database: Kysely<Tables>, lease: JobLease, end: JobEnd): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const { state, at, result, snapshot } = end
    const ended = { state, ended_at: at, result, lease_owner: null, lease_until: null }
    if (!(await changeHeld(transaction, lease, ended))) return false
    if (snapshot !== null) await insertSnapshot(transaction, snapshot)
    await deleteCells(transaction, lease.jobId)
    return true
  })
}

export async function cancelJob(database: Kysely<Tables>, id: string, at: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const result = await transaction
      .updateTable('jobs')
      .set({ state: 'cancelled', ended_at: at, lease_owner: null, lease_until: null })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await deleteCells(transaction, id)
    return true
  })
}

export async function deleteJob(database: Kysely<Tables>, id: string): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    await deleteCells(transaction, id)
    const result = await transaction.deleteFrom('jobs').where('id', '=', id).executeTakeFirst()
    return result.numDeletedRows > 0n
  })
}

export async function saveCell(database: Kysely<Tables>, lease: JobLease, cell: JobCell): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    if (!(await holds(transaction, lease))) return false
    await insertCell(transaction, lease.jobId, cell)
    return true
  })
}

export async function appendJobEvent(
  database: Kysely<Tables>,
  lease: JobLease,
  { name, data }: Omit<JobEvent, 'sequence'>,
): Promise<number | null> {
  return database.transaction().execute(async (transaction) => {
    if (!(await holds(transaction, lease))) return null
    const last = await transaction
      .selectFrom('job_events')
      .select((select) => select.fn.max('sequence').as('sequence'))
      .where('job_id', '=', lease.jobId)
      .executeTakeFirst()
    const sequence = Number(last?.sequence ?? 0) + 1
    await transaction.insertInto('job_events').values({ job_id: lease.jobId, sequence, name, data }).execute()
    return sequence
  })
}

export async function jobEventsAfter(
  database: Kysely<Tables>,
  jobId: string,
  sequence: number,
): Promise<readonly JobEvent[]> {
  return database
    .selectFrom('job_events')
    .select(['sequence', 'name', 'data'])
    .where('job_id', '=', jobId)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .execute()
}

/** An update that changes nothing takes the row's lock, so that what follows in the transaction cannot be overtaken. */
function holds(transaction: Transaction<Tables>, lease: JobLease): Promise<boolean> {
  return changeHeld(transaction, lease, { lease_owner: lease.owner })
}

async function changeHeld(
  database: Kysely<Tables>,
  { jobId, owner }: JobLease,
  change: Partial<JobTable>,
): Promise<boolean> {
  const result = await database
    .updateTable('jobs')
    .set(change)
    .where('id', '=', jobId)
    .where('state', '=', 'running')
    .where('lease_owner', '=', owner)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function recordOf(row: JobTable): JobRecord {
  return {
    id: row.id,
    kind: 'collect',
    state: row.state as JobState,
    plan: row.plan,
    leaseOwner: row.lease_owner,
    leaseUntil: row.lease_until,
    attempt: row.attempt,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    result: row.result,
  }
}
