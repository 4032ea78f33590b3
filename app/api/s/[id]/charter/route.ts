import { handleGuest } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'

export const GET = handleGuest(async ({ services, share }) =>
  respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'charter' })),
)
