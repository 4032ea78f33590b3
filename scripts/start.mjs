/** `npm start`: installs what is missing, builds when stale, serves the dashboard. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildWhenStale } from './build.mjs'
import { findNode, install, ROOT, withNode } from './install.mjs'

install()
buildWhenStale()

const main = join(ROOT, 'lib', 'cli', 'main.ts')
const server = spawn(findNode(), ['--disable-warning=ExperimentalWarning', main, 'serve', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: withNode(process.env),
})
// The server ends itself cleanly; this process only passes the wish on and waits.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))
