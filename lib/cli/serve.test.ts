/** What `serve` refuses before it opens anything. Serving itself is tried in the browser journeys. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLoopback } from '../server/allowed-hosts.ts'
import type { CliIo } from './command.ts'
import { serve } from './serve.ts'

const io: CliIo = {
  out: () => expect.unreachable('nothing is served'),
  log: () => {},
  outIsTerminal: false,
  logIsTerminal: false,
  color: false,
  env: {},
}

describe('serve', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-serve-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it.each(['0.0.0.0', '::', '192.168.1.10', 'charts.example.org', '', '127.0.0.1.evil.example', '1.127.0.0.1'])(
    'does not listen on %j, and opens nothing before it says so',
    async (host) => {
      const data = join(folder, 'data')
      await expect(serve(['--host', host, '--data', data], io)).rejects.toMatchObject({ code: 'unsafe-bind' })
      expect(existsSync(data)).toBe(false)
    },
  )

  it.each([[['--port', '65536']], [['--port', 'http']], [['--port', '-1']], [['--nonsense']], [['some/path']]])(
    'does not understand %j',
    async (argv) => {
      await expect(serve([...argv, '--data', join(folder, 'data')], io)).rejects.toMatchObject({ code: 'usage' })
      expect(existsSync(join(folder, 'data'))).toBe(false)
    },
  )

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', 'LocalHost', '::1', '[::1]'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true)
  })
})
