import { EVENT_STREAM_HEADERS, eventStream, lastEventId } from '../../../../../lib/server/event-stream.ts'
import { handle } from '../../../../../lib/server/handle.ts'

export const GET = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const log = services.imports.events(param('id'))
  const stream = eventStream(log, { after: lastEventId(request.headers), signal: request.signal })
  return new Response(stream, { headers: EVENT_STREAM_HEADERS })
})
