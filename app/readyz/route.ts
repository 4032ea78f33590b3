import { handle } from '../../lib/server/handle.ts'
import { respondJson } from '../../lib/server/respond.ts'

/** May traffic come? Why not is in the log, not in the answer. */
export const GET = handle({ access: 'public' }, async ({ services }) => {
  const reason = await services.notReady()
  if (reason !== null) services.log({ level: 'warning', event: 'not-ready', reason })
  return respondJson({ ok: reason === null }, reason === null ? 200 : 503)
})
