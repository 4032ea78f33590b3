import { noSuchSnapshot } from '../../../../../lib/server/change-snapshot.ts'
import { createShare, shareRequestSchema } from '../../../../../lib/server/create-share.ts'
import { handle } from '../../../../../lib/server/handle.ts'
import { readJsonBody } from '../../../../../lib/server/read-json-body.ts'
import { respondJson } from '../../../../../lib/server/respond.ts'

const PER_OWNER = { limit: 60, windowMs: 60_000 }

export const GET = handle({ access: 'owner' }, async ({ services, param }) => {
  const snapshot = await services.store.findSnapshot(param('id'))
  if (!snapshot) throw noSuchSnapshot()
  return respondJson({ shares: await services.store.listShares(snapshot.id) })
})

export const POST = handle({ access: 'owner' }, async ({ services, request, param }) => {
  services.limiter.take('share', PER_OWNER)
  const asked = await readJsonBody(request, shareRequestSchema)
  return respondJson(await createShare(services, param('id'), asked), 201)
})
