import { handle } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'
import { readSceneQuestion } from '../../../../../lib/server/scene-question.ts'
import { viewSnapshot } from '../../../../../lib/server/view-snapshot.ts'

export const GET = handle({ access: 'owner' }, async ({ services, url, param }) =>
  respondJsonText(await viewSnapshot(services, param('id'), readSceneQuestion(url.searchParams))),
)
