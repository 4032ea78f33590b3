import { handle } from '../../lib/server/handle.ts'
import { respondJson } from '../../lib/server/respond.ts'

/** The event loop turns; nothing else is said. */
export const GET = handle({ access: 'public' }, async () => respondJson({ ok: true }))
