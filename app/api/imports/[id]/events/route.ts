import { EVENT_STREAM_HEADERS, eventStream, lastEventId } from '../../../../../lib/server/event-stream.ts'
import { handle } from '../../../../../lib/server/handle.ts'

export const GET = handle({ access: 'owner' }, async ({ services, request, param }) => {
  const id = param('id')
  const log = services.imports.events(id)
  // Next answers HEAD with this too, and never reads or cancels the stream: its place would stay taken.
  if (request.method === 'HEAD') return new Response(null, { headers: EVENT_STREAM_HEADERS })
  const onEnd = services.streams.take(id)
  const stream = eventStream(log, { after: lastEventId(request.headers), signal: request.signal, onEnd })
  return new Response(stream, { headers: EVENT_STREAM_HEADERS })
})
