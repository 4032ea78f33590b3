/**
 * An event log as server-sent events: replay after `Last-Event-ID`, a comment every 15 seconds so that no
 * middle box closes it, and an end when the log ends. Source: HTML standard, server-sent events.
 */

import type { EventLog, LoggedEvent } from './event-log.ts'

const HEARTBEAT_MS = 15_000

export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

export interface EventStreamOptions {
  /** The last event the reader has seen; 0 for none. */
  readonly after: number
  /** Aborted when the reader leaves. */
  readonly signal: AbortSignal
  /** Called once, when the stream ends, whoever ends it. */
  readonly onEnd?: () => void
}

export function eventStream(log: EventLog, { after, signal, onEnd }: EventStreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream({
    start(controller) {
      let seen = after
      let open = true
      const write = (text: string) => controller.enqueue(encoder.encode(text))
      const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
      const finish = () => {
        if (!open) return
        open = false
        stop()
        controller.close()
      }
      const flush = () => {
        for (const event of log.after(seen)) {
          write(formatEvent(event))
          seen = event.id
        }
        if (log.ended) finish()
      }
      const unsubscribe = log.onChange(flush)
      stop = () => {
        clearInterval(heartbeat)
        unsubscribe()
        signal.removeEventListener('abort', finish)
        onEnd?.()
      }
      signal.addEventListener('abort', finish)
      if (signal.aborted) finish()
      else flush()
    },
    cancel: () => stop(),
  })
}

/** JSON has no raw line breaks, so one `data:` line always holds it all. */
function formatEvent({ id, event, data }: LoggedEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** `Last-Event-ID` as a number; 0 when there is none or it is not one of ours. */
export function lastEventId(headers: Headers): number {
  const text = headers.get('last-event-id') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : 0
}
