import { noSuchSnapshot } from '../../../../../lib/server/change-snapshot.ts'
import { handle } from '../../../../../lib/server/handle.ts'
import { respondSvg } from '../../../../../lib/server/respond.ts'
import { readLens, readTheme } from '../../../../../lib/server/scene-question.ts'

export const GET = handle({ access: 'owner' }, async ({ services, url, param }) => {
  const theme = readTheme(url.searchParams)
  const lens = readLens(url.searchParams)
  const snapshot = await services.store.findSnapshot(param('id'))
  if (!snapshot) throw noSuchSnapshot()
  return respondSvg(await services.analysis.ask(snapshot.id, { kind: 'svg', theme, lens, title: snapshot.name }))
})
