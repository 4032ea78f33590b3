import { handleGuest } from '../../../../../lib/server/handle.ts'
import { readTraceBody } from '../../../../../lib/server/network-question.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

const PER_SHARE = { limit: 600, windowMs: 60_000 }

/** Asking reads and stores nothing: who may look may ask. */
export const POST = handleGuest(async ({ services, request, share }) => {
  services.limiter.take(`trace by ${share.id}`, PER_SHARE)
  const query = await readTraceBody(request)
  return respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'trace', query }))
})
