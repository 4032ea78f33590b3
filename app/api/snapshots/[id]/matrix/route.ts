import { handle } from '../../../../../lib/server/handle.ts'
import { readMatrixBy } from '../../../../../lib/server/network-question.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

export const GET = handle({ access: 'owner' }, async ({ services, url, param }) => {
  const by = readMatrixBy(url.searchParams)
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'matrix', by }))
})
