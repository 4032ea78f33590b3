import { handleGuest } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'
import { readSceneQuestion } from '../../../../../lib/server/scene-question.ts'
import { viewSharedSnapshot } from '../../../../../lib/server/view-snapshot.ts'

export const GET = handleGuest(async ({ services, url, share }) =>
  respondJsonText(await viewSharedSnapshot(services, share, readSceneQuestion(url.searchParams))),
)
