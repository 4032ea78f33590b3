import { handle } from '../../../../../lib/server/handle.ts'
import { respondJsonText } from '../../../../../lib/server/respond.ts'
import { readSettingsBody } from '../../../../../lib/server/settings-request.ts'

const PER_OWNER = { limit: 60, windowMs: 60_000 }

/** What settings would change, without taking them into use. */
export const POST = handle({ access: 'owner' }, async ({ services, request, param }) => {
  services.limiter.take('settings-effect', PER_OWNER)
  const settings = await readSettingsBody(request)
  return respondJsonText(await services.analysis.ask(param('id'), { kind: 'settings-effect', settings }))
})
