import { shareCookie } from '../../../../../lib/server/guest-session.ts'
import { handle } from '../../../../../lib/server/handle.ts'
import { openRequestSchema, openShare } from '../../../../../lib/server/open-share.ts'
import { readJsonBody } from '../../../../../lib/server/read-json-body.ts'
import { respondJson } from '../../../../../lib/server/respond.ts'

export const POST = handle({ access: 'public' }, async ({ services, request, param }) => {
  const { secret } = await readJsonBody(request, openRequestSchema)
  const client = request.headers.get('x-portolan-client') ?? 'unknown'
  const { share, token, expires } = await openShare(services, { id: param('id'), secret, client })
  const { id, viewState, expiresAt, label } = share
  const response = respondJson({ viewState, expiresAt, label })
  response.headers.append('set-cookie', shareCookie(request.headers, { id, token, expires }))
  return response
})
