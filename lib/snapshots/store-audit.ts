/** The audit log: append only, each row's hash covering the row before it. */

import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AuditAction, AuditEntry, AuditRecord } from './store.ts'
import type { Tables } from './store-schema.ts'

/** What the first entry is chained to. */
const START = '0'.repeat(64)

export async function appendAudit(database: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const last = await transaction
      .selectFrom('audit')
      .select('hash')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    await transaction
      .insertInto('audit')
      .values({ ...columnsOf(entry), hash: chainHash(last?.hash ?? START, entry) })
      .execute()
  })
}

export async function listAudit(database: Kysely<Tables>): Promise<readonly AuditRecord[]> {
  const rows = await database.selectFrom('audit').selectAll().orderBy('sequence').execute()
  return rows.map((row) => ({
    sequence: row.sequence,
    at: row.at,
    action: row.action as AuditAction,
    actor: row.actor === 'guest' ? 'guest' : 'owner',
    subject: row.subject,
    result: row.result === 'done' ? 'done' : row.result === 'refused' ? 'refused' : 'failed',
    detail: row.detail,
    hash: row.hash,
  }))
}

/** The sequence number of the first row that does not follow from the one before it; null when the chain holds. */
export function firstBrokenLink(records: readonly AuditRecord[]): number | null {
  let before = START
  for (const record of records) {
    if (record.hash !== chainHash(before, record)) return record.sequence
    before = record.hash
  }
  return null
}

function chainHash(before: string, entry: AuditEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([before, ...Object.values(columnsOf(entry))]))
    .digest('hex')
}

function columnsOf({ at, action, actor, subject, result, detail }: AuditEntry) {
  return { at, action, actor, subject, result, detail }
}
