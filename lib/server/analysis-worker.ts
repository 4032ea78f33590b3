/** Thinks about snapshots in a thread of its own and remembers the last few, so no request waits for another's. */

import { parentPort } from 'node:worker_threads'
import type { AnalysisReply, AnalysisRequest } from './analysis-question.ts'
import { type AnalyzedSnapshot, analyzeShards, answerQuestion, judgeAnew } from './analyzed-snapshot.ts'
import { errorFields } from './log.ts'
import { recentlyUsed } from './recently-used.ts'

/** A snapshot of 100,000 interfaces is some hundred megabytes once it is thought through: large ones are kept alone. */
const SNAPSHOTS_KEPT = 4
const SNAPSHOT_BYTES_KEPT = 128 * 1024 * 1024
const ANSWERS_KEPT = 32
const ANSWER_LENGTH_KEPT = 64 * 1024 * 1024
/** A page cannot hold more, and V8 holds no text of twice the length. */
const ANSWER_LENGTH_MAX = 256 * 1024 * 1024

const snapshots = recentlyUsed<AnalyzedSnapshot>(SNAPSHOTS_KEPT, {
  weightMax: SNAPSHOT_BYTES_KEPT,
  weigh: ({ byteLength }) => byteLength,
})
const answers = recentlyUsed<string>(ANSWERS_KEPT, { weightMax: ANSWER_LENGTH_KEPT, weigh: ({ length }) => length })

parentPort?.on('message', (request: AnalysisRequest) => parentPort?.postMessage(replyTo(request)))

function replyTo({ sequence, snapshotId, question, judgedBy, waived, shards }: AnalysisRequest): AnalysisReply {
  try {
    const key = answerKey({ snapshotId, judgedBy, question, waived })
    const known = answers.get(key)
    if (known !== undefined) return { sequence, kind: 'answer', text: known }
    const read = snapshots.get(snapshotId) ?? (shards && analyzeShards(shards, judgedBy))
    if (!read) return { sequence, kind: 'needs-shards' }
    const snapshot = judgeAnew(read, judgedBy)
    snapshots.set(snapshotId, snapshot)
    const text = answerQuestion(snapshot, question, waived)
    if (text === null) return { sequence, kind: 'nothing' }
    if (text.length > ANSWER_LENGTH_MAX) return { sequence, kind: 'too-large' }
    answers.set(key, text)
    return { sequence, kind: 'answer', text }
  } catch (error) {
    if (isTooLong(error)) return { sequence, kind: 'too-large' }
    return { sequence, kind: 'failed', detail: errorFields(error).stack ?? errorFields(error).message }
  }
}

type Asked = Pick<AnalysisRequest, 'snapshotId' | 'judgedBy' | 'question' | 'waived'>

function answerKey({ snapshotId, judgedBy: { hash }, question, waived }: Asked): string {
  const marked = 'withWaivers' in question && waived.waivers.length > 0 ? JSON.stringify(waived) : ''
  return `${snapshotId} ${hash} ${JSON.stringify(question)} ${marked}`
}

/** What V8 and Node throw for a text, list or map beyond what they can hold. */
function isTooLong(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : null
  if (code === 'ERR_STRING_TOO_LONG' || code === 'ERR_BUFFER_TOO_LARGE') return true
  return error instanceof RangeError && /^Invalid (?:string|array) length$|maximum size exceeded/.test(error.message)
}
