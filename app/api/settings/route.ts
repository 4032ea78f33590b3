import { changeSettings } from '../../../lib/server/change-settings.ts'
import { handle } from '../../../lib/server/handle.ts'
import { respondSettings } from '../../../lib/server/settings-request.ts'

export const GET = handle({ access: 'owner' }, async ({ services }) => respondSettings(await services.settings.read()))

export const PUT = handle({ access: 'owner' }, async ({ services, request }) =>
  respondSettings(await changeSettings(services, request)),
)
