import { handle } from '../../../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../../../lib/server/respond.ts'

/** A what-if by another name, and so for the owner alone. */
export const GET = handle({ access: 'owner' }, async ({ services, param }) =>
  respondJsonText(await services.analysis.ask(param('id'), { kind: 'blast-radius', id: param('findingId') })),
)
