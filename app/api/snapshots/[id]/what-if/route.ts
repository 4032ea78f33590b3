import { handle } from '../../../../../lib/server/handle.ts'
import { readWhatIfBody } from '../../../../../lib/server/network-question.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

/** Thought through on the snapshot alone: nothing is stored, and nothing in AWS is touched. */
export const POST = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const { ruleIds, query } = await readWhatIfBody(request)
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'what-if', ruleIds, query }))
})
