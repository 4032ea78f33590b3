import { handle } from '../../../../../lib/server/handle.ts'
import { incomingFile } from '../../../../../lib/server/import-request.ts'
import { respondEmpty } from '../../../../../lib/server/respond.ts'

export const PUT = handle({ access: 'owner' }, async ({ services, request, url, param }) => {
  await services.imports.receive(param('id'), incomingFile(request, url.searchParams))
  return respondEmpty(204)
})
