import { handle } from '../../../../../lib/server/handle.ts'
import { respondEmpty } from '../../../../../lib/server/respond.ts'

export const POST = handle({ access: 'owner' }, async ({ services, param }) => {
  services.imports.start(param('id'))
  return respondEmpty(202)
})
