import { handle } from '../../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../../lib/server/respond.ts'

export const GET = handle({ access: 'owner' }, async ({ services, param }) =>
  respondJsonText(
    await services.analysis.ask(param('id'), { kind: 'finding', id: param('findingId'), withWaivers: true }),
  ),
)
