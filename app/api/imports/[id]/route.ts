import { handle } from '../../../../lib/server/handle.ts'
import { respondEmpty } from '../../../../lib/server/respond.ts'

export const DELETE = handle({ access: 'owner' }, async ({ services, param }) => {
  await services.imports.cancel(param('id'))
  return respondEmpty(204)
})
