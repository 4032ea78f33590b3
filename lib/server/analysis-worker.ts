/** Thinks about snapshots in a thread of its own and remembers the last few, so no request waits for another's. */

import { parentPort } from 'node:worker_threads'
import type { AnalysisReply, AnalysisRequest, Question } from './analysis-question.ts'
import { type AnalyzedSnapshot, analyzeShards, answerQuestion } from './analyzed-snapshot.ts'
import { errorFields } from './log.ts'
import { recentlyUsed } from './recently-used.ts'

/** A snapshot of 100,000 interfaces is some hundred megabytes once it is thought through. */
const SNAPSHOTS_KEPT = 4
const ANSWERS_KEPT = 32

const snapshots = recentlyUsed<AnalyzedSnapshot>(SNAPSHOTS_KEPT)
const answers = recentlyUsed<string>(ANSWERS_KEPT)

parentPort?.on('message', (request: AnalysisRequest) => parentPort?.postMessage(replyTo(request)))

function replyTo({ sequence, snapshotId, question, shards }: AnalysisRequest): AnalysisReply {
  try {
    const key = answerKey(snapshotId, question)
    const known = answers.get(key)
    if (known !== undefined) return { sequence, kind: 'answer', text: known }
    const snapshot = snapshots.get(snapshotId) ?? (shards && analyzeShards(shards))
    if (!snapshot) return { sequence, kind: 'needs-shards' }
    snapshots.set(snapshotId, snapshot)
    const text = answerQuestion(snapshot, question)
    if (text === null) return { sequence, kind: 'nothing' }
    answers.set(key, text)
    return { sequence, kind: 'answer', text }
  } catch (error) {
    return { sequence, kind: 'failed', detail: errorFields(error).stack ?? errorFields(error).message }
  }
}

function answerKey(snapshotId: string, question: Question): string {
  return `${snapshotId} ${JSON.stringify(question)}`
}
