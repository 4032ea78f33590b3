import { noSuchSnapshot } from '../../../../../lib/server/change-snapshot.ts'
import { handle } from '../../../../../lib/server/handle.ts'
import { respondJson } from '../../../../../lib/server/respond.ts'

export const GET = handle({ access: 'owner' }, async ({ services, param }) => {
  const snapshot = await services.store.findSnapshot(param('id'))
  if (!snapshot) throw noSuchSnapshot()
  return respondJson({ files: snapshot.files, notes: snapshot.notes })
})
