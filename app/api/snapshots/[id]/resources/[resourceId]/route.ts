import { handle } from '../../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../../lib/server/respond.ts'

export const GET = handle({ access: 'owner' }, async ({ services, param }) => {
  const id = param('resourceId')
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'resource', id, withFile: true }))
})
