import { handle } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'
import { readPage } from '../../../../../lib/server/scene-question.ts'

export const GET = handle({ access: 'owner' }, async ({ services, url, param }) => {
  const page = readPage(url.searchParams)
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'resources', ...page, withWaivers: true }))
})
