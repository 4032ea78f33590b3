/** Collects a cell from answers written by hand, and reads back what it left. */

import type { CallReport, CellReport } from '../describe/collection-report.ts'
import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { decodeShard } from '../describe/shard.ts'
import { type CellProgress, collectCell } from '../sources/aws/collect-cell.ts'
import { type RecordedAnswer, type RecordedSession, recordedSession } from './recorded-session.ts'

const CELL = { account: '111122223333', region: 'eu-west-1' }

export interface Collected {
  readonly report: CellReport
  readonly document: DescribeDocument
  readonly session: RecordedSession
  readonly progress: readonly CellProgress[]
}

export async function collect(
  answers: Readonly<Record<string, RecordedAnswer>>,
  region = CELL.region,
): Promise<Collected> {
  const session = recordedSession(answers)
  const progress: CellProgress[] = []
  const hooks = {
    signal: new AbortController().signal,
    now: () => new Date('2026-11-24T04:00:00Z'),
    onProgress: (each: CellProgress) => progress.push(each),
  }
  const { report, shard } = await collectCell(session, { account: CELL.account, region }, hooks)
  const document = decodeShard(shard?.json ?? '', { collectedAt: shard?.collectedAt ?? null })
  return { report, document, session, progress }
}

export function callOf({ report }: Collected, operation: string, service = 'ec2'): CallReport | undefined {
  return report.calls.find((call) => call.service === service && call.operation === operation)
}

export function elements({ document }: Collected, key: DescribeKey): readonly JsonObject[] {
  return document.elements.get(key) ?? []
}

export function asked({ session }: Collected, operation: string): readonly Readonly<Record<string, unknown>>[] {
  return session.requests.filter((request) => request.operation === operation).map(({ input }) => input)
}
