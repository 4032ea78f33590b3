import { handleGuest } from '../../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../../lib/server/respond.ts'

export const GET = handleGuest(async ({ services, param, share }) => {
  const id = param('resourceId')
  return respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'resource', id, withFile: false }))
})
