import { handleGuest } from '../../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../../lib/server/respond.ts'

export const GET = handleGuest(async ({ services, share, param }) =>
  respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'finding', id: param('findingId') })),
)
