/** The events of one job, numbered, kept for whoever comes late or comes back. */

export interface LoggedEvent {
  /** From 1, without holes; the `id:` of server-sent events. */
  readonly id: number
  readonly event: string
  readonly data: unknown
}

export interface EventLog {
  append(event: string, data: unknown): void
  /** No event comes after this. */
  end(): void
  readonly ended: boolean
  /** What came after `id`, oldest first; the oldest of a long list may be gone. */
  after(id: number): readonly LoggedEvent[]
  /** Called after each change, until the function it gives back is called. */
  onChange(listener: () => void): () => void
}

/** A reader that lost more than this has lost only progress: the last event is always the newest. */
const KEPT = 500

export function eventLog(): EventLog {
  const events: LoggedEvent[] = []
  const listeners = new Set<() => void>()
  let ended = false
  const changed = () => {
    for (const listener of listeners) listener()
  }
  return {
    append(event, data) {
      if (ended) return
      events.push({ id: (events.at(-1)?.id ?? 0) + 1, event, data })
      if (events.length > KEPT) events.shift()
      changed()
    },
    end() {
      ended = true
      changed()
    },
    get ended() {
      return ended
    },
    after: (id) => events.filter((event) => event.id > id),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
