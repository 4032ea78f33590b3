import { handleGuest } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'
import { readSceneQuestion } from '../../../../../lib/server/scene-question.ts'

export const GET = handleGuest(async ({ services, url, share }) => {
  const scene = readSceneQuestion(url.searchParams)
  return respondJsonText(await services.analysis.ask(share.snapshotId, { kind: 'scene', scene }))
})
