/** Schedules, in SQL every dialect speaks. A run is taken by comparing its due time and setting the next. */

import type { Kysely } from 'kysely'
import type { JobStore, NewSchedule, ScheduleChange, ScheduleRecord } from './store-job.ts'
import { insertJob } from './store-jobs.ts'
import type { ScheduleTable, Tables } from './store-schema.ts'

export async function createSchedule(database: Kysely<Tables>, schedule: NewSchedule): Promise<ScheduleRecord> {
  const row: ScheduleTable = {
    id: schedule.id,
    name: schedule.name,
    cron: schedule.cron,
    plan: schedule.plan,
    only_when_changed: Number(schedule.onlyWhenChanged),
    enabled: Number(schedule.enabled),
    next_at: schedule.nextAt,
    created_at: schedule.createdAt,
    last_job_id: null,
    last_outcome: null,
    last_content_hash: null,
  }
  await database.insertInto('schedules').values(row).execute()
  return recordOf(row)
}

export async function listSchedules(database: Kysely<Tables>): Promise<readonly ScheduleRecord[]> {
  const rows = await database.selectFrom('schedules').selectAll().orderBy('created_at').orderBy('id').execute()
  return rows.map(recordOf)
}

export async function findSchedule(database: Kysely<Tables>, id: string): Promise<ScheduleRecord | null> {
  const row = await database.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? recordOf(row) : null
}

export async function changeSchedule(
  database: Kysely<Tables>,
  id: string,
  change: ScheduleChange,
): Promise<ScheduleRecord | null> {
  const columns = columnsOf(change)
  if (Object.keys(columns).length === 0) return findSchedule(database, id)
  const row = await database
    .updateTable('schedules')
    .set(columns)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? recordOf(row) : null
}

export async function deleteSchedule(database: Kysely<Tables>, id: string): Promise<boolean> {
  const result = await database.deleteFrom('schedules').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function runSchedule(
  database: Kysely<Tables>,
  { id, dueAt, nextAt, job }: Parameters<JobStore['runSchedule']>[0],
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const result = await transaction
      .updateTable('schedules')
      .set({ next_at: nextAt, last_job_id: job.id })
      .where('id', '=', id)
      .where('enabled', '=', 1)
      .where('next_at', '=', dueAt)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await insertJob(transaction, job)
    return true
  })
}

function columnsOf(change: ScheduleChange): Partial<ScheduleTable> {
  const { onlyWhenChanged, enabled, nextAt, lastOutcome, lastContentHash, name, cron, plan } = change
  return {
    ...(name === undefined ? {} : { name }),
    ...(cron === undefined ? {} : { cron }),
    ...(plan === undefined ? {} : { plan }),
    ...(onlyWhenChanged === undefined ? {} : { only_when_changed: Number(onlyWhenChanged) }),
    ...(enabled === undefined ? {} : { enabled: Number(enabled) }),
    ...(nextAt === undefined ? {} : { next_at: nextAt }),
    ...(lastOutcome === undefined ? {} : { last_outcome: lastOutcome }),
    ...(lastContentHash === undefined ? {} : { last_content_hash: lastContentHash }),
  }
}

function recordOf(row: ScheduleTable): ScheduleRecord {
  return {
    id: row.id,
    name: row.name,
    cron: row.cron,
    plan: row.plan,
    onlyWhenChanged: row.only_when_changed === 1,
    enabled: row.enabled === 1,
    nextAt: row.next_at,
    createdAt: row.created_at,
    lastJobId: row.last_job_id,
    lastOutcome: row.last_outcome,
    lastContentHash: row.last_content_hash,
  }
}
