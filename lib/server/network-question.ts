/** Reads what is asked of the network: a question in the spelling of a query file, a grouping, rules to think away. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type MatrixBy, parseMatrixBy } from '../reachability/matrix-groups.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import type { QuestionRecord } from './analysis-question.ts'
import { readJsonBody } from './read-json-body.ts'

const FIELDS_MAX = 20
const TEXT_MAX = 2048
/** More rules than one would strike in a sitting. */
const RULES_MAX = 100

const record = z
  .record(z.string().max(64), z.union([z.string().max(TEXT_MAX), z.number(), z.null()]))
  .refine((fields) => Object.keys(fields).length <= FIELDS_MAX, 'too many fields')

const whatIf = z.strictObject({
  ruleIds: z.array(z.string().min(1).max(TEXT_MAX)).min(1).max(RULES_MAX),
  question: record.nullish(),
})

/** @throws AppError `bad-query` with a pointer to the field that is wrong, `bad-request`, `payload-too-large` */
export async function readTraceBody(request: Request): Promise<QuestionRecord> {
  return checkedQuestion(await readJsonBody(request, record), '')
}

export interface WhatIfBody {
  /** Each once, in one order: equal questions are one question. */
  readonly ruleIds: readonly string[]
  readonly query: QuestionRecord | null
}

/** @throws AppError as `readTraceBody` */
export async function readWhatIfBody(request: Request): Promise<WhatIfBody> {
  const { ruleIds, question } = await readJsonBody(request, whatIf)
  const query = question == null ? null : checkedQuestion(question, '/question')
  return { ruleIds: [...new Set(ruleIds)].toSorted(), query }
}

/** @throws AppError `bad-request` */
export function readMatrixBy(parameters: URLSearchParams): MatrixBy {
  const by = parseMatrixBy(parameters.get('by') ?? 'subnet')
  if (by !== null) return by
  throw new AppError('bad-request', 'The parameter by takes vpc, subnet, security-group or tag:KEY.')
}

/** As it came, its fields in one order; the worker reads it once more, as an address does not cross as JSON. */
function checkedQuestion(fields: QuestionRecord, at: string): QuestionRecord {
  const { faults } = parseQuery(fields)
  const [fault] = faults
  if (fault) {
    const message = faults.map((each) => each.message).join(' ')
    throw new AppError('bad-query', message, { pointer: `${at}${fault.pointer}` })
  }
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
