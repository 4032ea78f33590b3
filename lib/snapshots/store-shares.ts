/** Shares and the sessions they opened, in SQL every dialect speaks. Who may open what is `share-rules.ts`. */

import { type Kysely, sql } from 'kysely'
import type { ShareSummary } from './snapshot.ts'
import type { NewShare, NewShareSession, ShareRecord, ShareSession } from './store.ts'
import type { ShareTable, Tables } from './store-schema.ts'

export async function createShare(database: Kysely<Tables>, share: NewShare): Promise<ShareSummary | null> {
  const row: ShareTable = {
    id: share.id,
    snapshot_id: share.snapshotId,
    label: share.label,
    created_at: share.createdAt,
    expires_at: share.expiresAt,
    revoked_at: null,
    open_count: 0,
    last_opened_at: null,
    view_state: share.viewState,
    secret_hash: share.secretHash,
  }
  return database.transaction().execute(async (transaction) => {
    const snapshot = await transaction
      .selectFrom('snapshots')
      .select('id')
      .where('id', '=', share.snapshotId)
      .executeTakeFirst()
    if (!snapshot) return null
    await transaction.insertInto('shares').values(row).execute()
    return summaryOf(row)
  })
}

export async function listShares(database: Kysely<Tables>, snapshotId: string): Promise<readonly ShareSummary[]> {
  const rows = await database
    .selectFrom('shares')
    .selectAll()
    .where('snapshot_id', '=', snapshotId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(summaryOf)
}

export async function findShare(database: Kysely<Tables>, id: string): Promise<ShareRecord | null> {
  const row = await database.selectFrom('shares').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { summary: summaryOf(row), secretHash: row.secret_hash } : null
}

export async function revokeShare(database: Kysely<Tables>, id: string, at: string): Promise<ShareSummary | null> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('shares')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute()
    await transaction.deleteFrom('share_sessions').where('share_id', '=', id).execute()
    const row = await transaction.selectFrom('shares').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? summaryOf(row) : null
  })
}

export async function openShare(database: Kysely<Tables>, session: NewShareSession): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('share_sessions').where('expires_at', '<=', session.createdAt).execute()
    await transaction
      .insertInto('share_sessions')
      .values({
        token_hash: session.tokenHash,
        share_id: session.shareId,
        created_at: session.createdAt,
        expires_at: session.expiresAt,
      })
      .execute()
    await transaction
      .updateTable('shares')
      .set({ open_count: sql`open_count + 1`, last_opened_at: session.createdAt })
      .where('id', '=', session.shareId)
      .execute()
  })
}

export async function findShareSession(
  database: Kysely<Tables>,
  shareId: string,
  tokenHash: string,
): Promise<ShareSession | null> {
  const row = await database
    .selectFrom('share_sessions')
    .innerJoin('shares', 'shares.id', 'share_sessions.share_id')
    .selectAll('shares')
    .select('share_sessions.expires_at as session_expires_at')
    .where('share_sessions.token_hash', '=', tokenHash)
    .where('share_sessions.share_id', '=', shareId)
    .executeTakeFirst()
  return row ? { share: summaryOf(row), expiresAt: row.session_expires_at } : null
}

function summaryOf(row: ShareTable): ShareSummary {
  return {
    id: row.id,
    snapshotId: row.snapshot_id,
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    openCount: row.open_count,
    lastOpenedAt: row.last_opened_at,
    viewState: row.view_state,
  }
}
