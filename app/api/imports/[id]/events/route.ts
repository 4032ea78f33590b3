import { EVENT_STREAM_HEADERS, eventStream, lastEventId } from '../../../../../lib/server/event-stream.ts'
import { handle } from '../../../../../lib/server/handle.ts'

export const GET = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const id = param('id')
  const log = services.imports.events(id)
  const onEnd = services.streams.take(id)
  const stream = eventStream(log, { after: lastEventId(request.headers), signal: request.signal, onEnd })
  return new Response(stream, { headers: EVENT_STREAM_HEADERS })
})
