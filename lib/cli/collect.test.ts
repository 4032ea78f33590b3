import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { collect } from './collect.ts'
import { type CliIo, EXIT } from './command.ts'

const SECRET = 'canary-secret-of-the-test'
let folder: string
let said: string
const io: CliIo = {
  out: () => {},
  log: (text) => {
    said += text
  },
  ...{ outIsTerminal: false, logIsTerminal: false, color: false },
  env: { AWS_ACCESS_KEY_ID: 'ASIACANARY', AWS_SECRET_ACCESS_KEY: SECRET, AWS_SESSION_TOKEN: SECRET },
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-collect-'))
  said = ''
  // The SDK reads them from the process itself.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIACANARY')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET)
  vi.stubEnv('AWS_SESSION_TOKEN', SECRET)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const output = () => join(folder, 'network.ndjson')

describe('portolan collect', () => {
  it.each([
    [['some/path'], 'takes no path'],
    [[], 'needs -o FILE'],
    [['-o', 'x', '--accounts', '111122223333'], '--organization-role'],
    [['-o', 'x', '--endpoint-url', 'http://192.0.2.1:5000'], 'without TLS it is on this machine'],
    [['-o', 'x', '--endpoint-url', 'https://192.0.2.1:5000'], 'not on this machine'],
    [['-o', 'x', '--endpoint-url', 'not a url'], '--endpoint-url'],
  ])('refuses %j before it asks anybody', async (argv, words) => {
    await expect(collect(argv, io)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(words),
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it.each(['eu-west-9', 'x.evil.com/', 'us-east-1@evil', 'eu-west-1\r\nHost: evil'])(
    'asks no Region that is none: %j',
    async (region) => {
      await expect(collect(['-o', output(), '--regions', region], io)).rejects.toMatchObject({ code: 'usage' })
    },
  )

  it('stops when it is told to, keeps what it has, and leaves no secret', async () => {
    // It takes the call and never answers.
    const server = createServer((socket) => socket.once('data', () => process.emit('SIGINT')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const endpoint = `http://127.0.0.1:${port}`
    const ended = await collect(['-o', output(), '--regions', 'eu-west-1', '--endpoint-url', endpoint], io)
    server.close()
    expect(ended).toBe(EXIT.failed)
    expect(said).toContain('--resume')
    const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
    const texts = written.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
    expect([said, ...texts].join()).not.toContain(SECRET)
  })
})
