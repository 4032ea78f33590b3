/** An AWS API server (moto) on a free port of loopback. */

import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** Started and answering; who starts it ends it. */
export async function startApiServer(moto: string): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const port = await freePort()
  const server = spawn(moto, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}/moto-api/`)
  return { server, url }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`${url} did not answer within 30 s`)
}
