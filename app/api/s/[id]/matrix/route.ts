import { handleGuest } from '../../../../../lib/server/handle.ts'
import { readMatrixBy } from '../../../../../lib/server/network-question.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

const PER_SHARE = { limit: 60, windowMs: 60_000 }

export const GET = handleGuest(async ({ services, url, share }) => {
  services.limiter.take(`matrix by ${share.id}`, PER_SHARE)
  const by = readMatrixBy(url.searchParams)
  return respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'matrix', by }))
})
