import { handleGuest } from '../../../../../lib/server/handle.ts'
import { respondJson } from '../../../../../lib/server/respond.ts'

/** Is the link still open to who has opened it? Says what `open` says, and counts nothing. */
export const GET = handleGuest(async ({ share: { viewState, expiresAt, label } }) =>
  respondJson({ viewState, expiresAt, label }),
)
