import { z } from 'zod'
import { deleteSnapshot, nameSchema, renameSnapshot } from '../../../../lib/server/change-snapshot.ts'
import { handle } from '../../../../lib/server/handle.ts'
import { readJsonBody } from '../../../../lib/server/read-json-body.ts'
import { respondEmpty, respondJson } from '../../../../lib/server/respond.ts'

const renameSchema = z.strictObject({ name: nameSchema })

export const PATCH = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const { name } = await readJsonBody(request, renameSchema)
  return respondJson(await renameSnapshot(services, param('id'), name))
})

export const DELETE = handle({ access: 'owner' }, async ({ services, param }) => {
  await deleteSnapshot(services, param('id'))
  return respondEmpty(204)
})
