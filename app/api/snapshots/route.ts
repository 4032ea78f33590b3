import { z } from 'zod'
import { createSample } from '../../../lib/server/create-sample.ts'
import { handle } from '../../../lib/server/handle.ts'
import { readJsonBody } from '../../../lib/server/read-json-body.ts'
import { respondJson } from '../../../lib/server/respond.ts'

const newSnapshotSchema = z.strictObject({ source: z.literal('sample') })

export const GET = handle({ access: 'owner' }, async ({ services }) =>
  respondJson({ snapshots: await services.store.listSnapshots() }),
)

export const POST = handle({ access: 'owner' }, async ({ services, request }) => {
  await readJsonBody(request, newSnapshotSchema)
  return respondJson(await createSample(services), 201)
})
