import { handle } from '../../../../../lib/server/handle.ts'
import { readTraceBody } from '../../../../../lib/server/network-question.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

export const POST = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const query = await readTraceBody(request)
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'trace', query }))
})
