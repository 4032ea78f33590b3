import { handle } from '../../../lib/server/handle.ts'
import { IMPORT_BODY_BYTES_MAX, importRequestSchema } from '../../../lib/server/import-request.ts'
import { readJsonBody } from '../../../lib/server/read-json-body.ts'
import { respondJson } from '../../../lib/server/respond.ts'

const PER_OWNER = { limit: 60, windowMs: 60_000 }

export const POST = handle({ access: 'owner' }, async ({ services, request }) => {
  services.limiter.take('import', PER_OWNER)
  const { files, name } = await readJsonBody(request, importRequestSchema, IMPORT_BODY_BYTES_MAX)
  return respondJson({ id: await services.imports.create(files, name ?? null) }, 201)
})
