import { handle } from '../../../../lib/server/handle.ts'
import { respondEmpty } from '../../../../lib/server/respond.ts'
import { revokeShare } from '../../../../lib/server/revoke-share.ts'

export const DELETE = handle({ access: 'owner' }, async ({ services, param }) => {
  await revokeShare(services, param('id'))
  return respondEmpty(204)
})
