/** Questions of the network, answered as JSON text. Runs in the analysis worker. */

import type { Settings } from '../findings/settings.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { parseQuery } from '../reachability/parse-query.ts'
import { trace } from '../reachability/trace.ts'
import type { TraceQuery } from '../reachability/trace-result.ts'
import { exposureOf } from '../reports/answer-exposure.ts'
import { answerMatrix } from '../reports/answer-matrix.ts'
import { answerTrace } from '../reports/answer-trace.ts'
import { answerWhatIf } from '../reports/answer-what-if.ts'
import type { ExposureLens } from '../reports/exposure-lens.ts'
import type { NetworkQuestion, QuestionRecord } from './analysis-question.ts'
import type { SettingsInUse } from './settings-in-use.ts'

/** What the exposure lens paints of an inventory, by the settings findings are judged with. */
export function lensOf(inventory: Inventory, settings: Settings): ExposureLens {
  return exposureOf(inventory, settings)
}

export interface AskedNetwork {
  readonly inventory: Inventory
  readonly judgedBy: SettingsInUse
  /** Handed in: a picture and a page ask for the same one. */
  readonly lens: () => ExposureLens
}

export function answerNetwork({ inventory, judgedBy, lens }: AskedNetwork, question: NetworkQuestion): string {
  switch (question.kind) {
    case 'trace':
      return JSON.stringify(answerTrace(inventory, trace(networkOf(inventory), queryOf(question.query))))
    case 'exposure':
      return JSON.stringify(lens())
    case 'matrix':
      return JSON.stringify(answerMatrix(inventory, question.by))
    case 'what-if': {
      const { ruleIds, query } = question
      return JSON.stringify(
        answerWhatIf(inventory, { ruleIds, query: query && queryOf(query), settings: judgedBy.settings }),
      )
    }
  }
}

/** The route has read it once already and refused what is none. */
function queryOf(record: QuestionRecord): TraceQuery {
  const { query, faults } = parseQuery(record)
  if (query === null)
    throw new Error(`A question came past its door: ${faults.map(({ message }) => message).join(' ')}`)
  return query
}
