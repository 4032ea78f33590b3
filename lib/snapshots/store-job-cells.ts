/** What a job has collected so far: kept with its shards until a snapshot names them or the job is given up. */

import type { Kysely, Transaction } from 'kysely'
import type { JobCell } from './store-job.ts'
import type { Tables } from './store-schema.ts'
import { deleteUnnamedShards, insertShardContent } from './store-shards.ts'

export async function insertCell(
  transaction: Transaction<Tables>,
  jobId: string,
  { report, shard }: JobCell,
): Promise<void> {
  if (shard !== null) await insertShardContent(transaction, shard)
  const values = {
    sha256: shard?.ref.sha256 ?? null,
    collected_at: shard?.ref.collectedAt ?? null,
    report: JSON.stringify(report),
  }
  await transaction
    .insertInto('job_cells')
    .values({ job_id: jobId, account: report.account, region: report.region, ...values })
    .onConflict((conflict) => conflict.columns(['job_id', 'account', 'region']).doUpdateSet(values))
    .execute()
}

export async function readCells(database: Kysely<Tables>, jobId: string): Promise<readonly JobCell[]> {
  const rows = await database
    .selectFrom('job_cells')
    .leftJoin('shards', 'shards.sha256', 'job_cells.sha256')
    .select(['account', 'region', 'collected_at', 'report', 'shards.sha256', 'content', 'byte_length', 'element_count'])
    .where('job_id', '=', jobId)
    .orderBy('account')
    .orderBy('region')
    .execute()
  return rows.map(({ account, region, collected_at, report, sha256, content, byte_length, element_count }) => ({
    report: JSON.parse(report),
    shard:
      sha256 === null || content === null
        ? null
        : {
            ref: {
              sha256,
              account,
              region,
              collectedAt: collected_at,
              elementCount: element_count ?? 0,
              byteLength: byte_length ?? 0,
            },
            content,
            origins: null,
          },
  }))
}

/** And every shard that only they named. */
export async function deleteCells(transaction: Transaction<Tables>, jobId: string): Promise<void> {
  await transaction.deleteFrom('job_cells').where('job_id', '=', jobId).execute()
  await deleteUnnamedShards(transaction)
}
